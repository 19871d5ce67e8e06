/** Commands: a few lines of public API each. Open {@link io.embed4j.cli.Main} first. */
@NullMarked
package io.embed4j.cli;

import org.jspecify.annotations.NullMarked;
