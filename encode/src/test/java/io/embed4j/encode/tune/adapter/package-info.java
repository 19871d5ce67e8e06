/** Tests of the package of the same name. */
@NullMarked
package io.embed4j.encode.tune.adapter;

import org.jspecify.annotations.NullMarked;
