package passerelle.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers come out as C's printf writes them, in every build. */
class CNumberTest {
  /** The shortest decimal lies halfway: Java rounds that up, C looks at the exact value. */
  private static boolean isHalfway(double value, int digits) {
    BigDecimal shifted = BigDecimal.valueOf(value).abs().movePointRight(digits);
    return shifted.remainder(BigDecimal.ONE).compareTo(new BigDecimal("0.5")) == 0;
  }

  @Property
  void whatIsNotHalfwayIsRoundedAsJavaRoundsIt(
      @ForAll @DoubleRange(min = -1e3, max = 1e3) double value,
      @ForAll @IntRange(max = 9) int digits) {
    Assume.that(!isHalfway(value, digits));
    assertEquals(
        String.format(Locale.ROOT, "%." + digits + "f", value), CNumber.fixed(value, digits));
  }

  @Property
  void nanosecondsAreShownAsMillisecondsToTheMicrosecond(
      @ForAll @IntRange(max = Integer.MAX_VALUE) int nanos) {
    Assume.that(!isHalfway(nanos / 1e6, 3));
    assertEquals(String.format(Locale.ROOT, "%.3f", nanos / 1e6), CNumber.fixed(nanos / 1e6, 3));
  }

  @Property
  void besideAHalfTheExactValueDecides(
      @ForAll @IntRange(max = 2_000_000) int digits, @ForAll @IntRange(max = 9) int places) {
    double half = (digits + 0.5) / Math.pow(10, places);
    for (double value : new double[] {half, Math.nextUp(half), Math.nextDown(half), -half}) {
      BigDecimal exact = new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN);
      String sign = value < 0 && exact.signum() == 0 ? "-" : "";
      assertEquals(sign + exact.toPlainString(), CNumber.fixed(value, places));
    }
  }

  /** As printf of glibc 2.41 printed them. */
  @ParameterizedTest
  @CsvSource({
    "0.125, 2, 0.12",
    "0.375, 2, 0.38",
    "2.5, 0, 2",
    "3.5, 0, 4",
    "1.005, 2, 1.00",
    "0.005, 2, 0.01",
    "-0.5, 0, -0",
    "0, 3, 0.000",
    "99.995, 2, 100.00",
    "1e22, 1, " + "10000000000000000000000.0",
    "NaN, 1, nan",
    "-Infinity, 1, -inf"
  })
  void whatIsHalfwayGoesByTheExactValueAndThenToTheEvenDigit(
      double value, int digits, String printed) {
    assertEquals(printed, CNumber.fixed(value, digits));
  }
}
