/**
 * Model families: which weights of a checkpoint make up which layers. Open {@link
 * io.embed4j.neural.family.Families} first, then {@link io.embed4j.neural.family.Bert} as an
 * example.
 */
@NullMarked
package io.embed4j.neural.family;

import org.jspecify.annotations.NullMarked;
