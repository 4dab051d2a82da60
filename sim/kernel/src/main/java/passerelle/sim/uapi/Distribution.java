package passerelle.sim.uapi;

/**
 * How delays spread about their mean: tables of multiples of the jitter, scaled by {@value #SCALE},
 * from which one is drawn. They are computed as iproute2's netem/normal.c, pareto.c and
 * paretonormal.c compute those that {@code tc} reads.
 */
public enum Distribution {
  /** Every delay within the jitter is as likely as any other; there is no table. */
  UNIFORM,
  /** The bell curve. */
  NORMAL,
  /** Mostly a little early, seldom very late. */
  PARETO,
  /** A quarter of the bell curve, the rest Pareto. */
  PARETONORMAL;

  /** {@code NETEM_DIST_SCALE}. */
  public static final int SCALE = 8192;

  private static final int SIZE = 4096;
  private static final int FINER = 4;
  private static final double PARETO_EXPONENT = 3.0;

  private short[] table = {};

  /** The table; empty for {@link #UNIFORM}. */
  public short[] table() {
    if (table.length == 0) {
      table =
          switch (this) {
            case UNIFORM -> table;
            case NORMAL -> normal();
            case PARETO -> pareto();
            case PARETONORMAL -> mixed();
          };
    }
    return table;
  }

  private static short[] normal() {
    return clipped(bell());
  }

  private static short[] pareto() {
    return clipped(late());
  }

  private static short[] mixed() {
    int[] bell = bell();
    int[] late = late();
    int[] out = new int[SIZE];
    for (int i = 0; i < SIZE; i++) {
      out[i] = (bell[i] + 3 * late[i]) / 4;
    }
    return clipped(out);
  }

  /** The inverse of the bell curve's integral. */
  private static int[] bell() {
    double step = 5e-5;
    double height = 1 / Math.sqrt(2 * Math.PI);
    int[] fine = new int[SIZE * FINER + 1];
    double area = 0;
    for (int i = -200_000; i < 201_000; i++) {
      double x = i * step;
      fine[(int) Math.rint(Math.min(1, area) * SIZE * FINER)] = (int) Math.rint(x * SCALE);
      double middle = x + step / 2;
      area += height * Math.exp(-middle * middle / 2) * step;
    }
    int[] out = new int[SIZE];
    for (int i = 0; i < SIZE; i++) {
      out[i] = fine[i * FINER];
    }
    return out;
  }

  private static int[] late() {
    int[] out = new int[SIZE];
    for (int i = 0; i < SIZE; i++) {
      double share = (double) (SIZE - i) / SIZE;
      double value = (Math.pow(share, -1 / PARETO_EXPONENT) - 1.5) * 4 / 3;
      out[i] = (int) Math.min(Short.MAX_VALUE, Math.rint(value * SCALE));
    }
    return out;
  }

  private static short[] clipped(int[] values) {
    short[] out = new short[values.length];
    for (int i = 0; i < values.length; i++) {
      out[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, values[i]));
    }
    return out;
  }
}
