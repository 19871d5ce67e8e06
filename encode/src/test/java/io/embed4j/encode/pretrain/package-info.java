@NullMarked
package io.embed4j.encode.pretrain;

import org.jspecify.annotations.NullMarked;
