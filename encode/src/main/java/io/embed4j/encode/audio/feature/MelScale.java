package io.embed4j.encode.audio.feature;

/** How high a tone sounds, as a function of its frequency in hertz. */
enum MelScale {
  /** 2595 log₁₀(1 + f / 700); Kaldi's is the same in other words. */
  HTK {
    @Override
    double mel(double hertz) {
      return 1127.010480 * Math.log1p(hertz / 700);
    }

    @Override
    double hertz(double mel) {
      return 700 * Math.expm1(mel / 1127.010480);
    }
  },
  /** Linear up to 1,000 hertz, then logarithmic: Slaney: Auditory Toolbox, 1998. */
  SLANEY {
    private static final double STEP = 200.0 / 3;
    private static final double BREAK = 1000;
    private static final double LOG_STEP = Math.log(6.4) / 27;

    @Override
    double mel(double hertz) {
      return hertz < BREAK ? hertz / STEP : BREAK / STEP + Math.log(hertz / BREAK) / LOG_STEP;
    }

    @Override
    double hertz(double mel) {
      double beyond = mel - BREAK / STEP;
      return beyond < 0 ? mel * STEP : BREAK * Math.exp(beyond * LOG_STEP);
    }
  };

  abstract double mel(double hertz);

  abstract double hertz(double mel);
}
