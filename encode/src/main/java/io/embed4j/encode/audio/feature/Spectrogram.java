package io.embed4j.encode.audio.feature;

import io.embed4j.core.matrix.Matrix;
import java.util.function.DoubleUnaryOperator;

/**
 * Energies of mels of the power spectra of frames.
 *
 * @param fftLength samples of a frame with the zeros behind it, even
 */
record Spectrogram(int fftLength, MelFilters filters) {
  /** Returns how many bins a spectrum has, of a transform of so many samples. */
  static int bins(int fftLength) {
    return fftLength / 2 + 1;
  }

  /**
   * Returns frames × mels. A transform takes two frames at once, one as real parts and one as
   * imaginary ones.
   *
   * @param scale applied to each energy
   */
  Matrix of(Frames frames, DoubleUnaryOperator scale) {
    int count = frames.count();
    Matrix mels = Matrix.zeros(count, filters.count());
    Fft fft = new Fft(fftLength);
    double[] first = new double[bins(fftLength)];
    double[] second = new double[bins(fftLength)];
    for (int frame = 0; frame < count; frame += 2) {
      frames.copy(frame, fft.re());
      frames.copy(Math.min(frame + 1, count - 1), fft.im());
      fft.transform();
      separate(fft.re(), fft.im(), first, second);
      write(first, mels, frame, scale);
      if (frame + 1 < count) {
        write(second, mels, frame + 1, scale);
      }
    }
    return mels;
  }

  /** With Z = A + iB of real a and b: 2 A_k = Z_k + conj Z_n₋k and 2i B_k = Z_k − conj Z_n₋k. */
  private void separate(double[] re, double[] im, double[] powerOfA, double[] powerOfB) {
    for (int k = 0; k < powerOfA.length; k++) {
      int mirror = k == 0 ? 0 : fftLength - k;
      double aRe = re[k] + re[mirror];
      double aIm = im[k] - im[mirror];
      double bRe = im[k] + im[mirror];
      double bIm = re[mirror] - re[k];
      powerOfA[k] = (aRe * aRe + aIm * aIm) / 4;
      powerOfB[k] = (bRe * bRe + bIm * bIm) / 4;
    }
  }

  private void write(double[] power, Matrix mels, int frame, DoubleUnaryOperator scale) {
    for (int mel = 0; mel < filters.count(); mel++) {
      double energy = filters.energy(mel, power);
      mels.data()[frame * mels.columns() + mel] = (float) scale.applyAsDouble(energy);
    }
  }
}
