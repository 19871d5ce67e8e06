package io.embed4j.encode.pretrain;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a run works on.
 *
 * @param texts to learn from
 * @param model the folder of the encoder to begin with, which is to know the language of the texts
 *     better (Gururangan et al.: Don't Stop Pretraining, 2020); none to begin with a new one
 */
public record PretrainJob(RawTexts texts, Optional<Path> model) {}
