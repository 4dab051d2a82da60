package passerelle.capture.filter;

/**
 * A number computed from a packet: unsigned, 32 bits, as BPF's accumulator.
 *
 * <p>{@link #NONE} says that the BPF program would have ended with 0 here: a load outside the
 * packet, or a division by zero.
 */
sealed interface Value {
  long NONE = -1;
  long MASK = 0xffff_ffffL;

  /** 0..2^32-1, or {@link #NONE}. */
  long of(byte[] packet, int wire);

  /** A number of the expression itself. */
  record Constant(long number) implements Value {
    @Override
    public long of(byte[] packet, int wire) {
      return number;
    }
  }

  /** The length of the packet on the wire, which may be more than what was captured. */
  record Length() implements Value {
    @Override
    public long of(byte[] packet, int wire) {
      return wire & MASK;
    }
  }

  /**
   * {@code size} octets (1, 2 or 4) at a fixed offset.
   *
   * @param offset from the start of the frame
   * @param size 1, 2 or 4
   */
  record Field(int offset, int size) implements Value {
    @Override
    public long of(byte[] packet, int wire) {
      return load(packet, offset, size);
    }
  }

  /**
   * Octets at a computed place.
   *
   * @param base added to the index, from the start of the frame
   * @param index computed first
   * @param size 1, 2 or 4
   */
  record Indexed(int base, Value index, int size) implements Value {
    @Override
    public long of(byte[] packet, int wire) {
      long at = index.of(packet, wire);
      return at == NONE ? NONE : load(packet, at + base, size);
    }
  }

  /**
   * The header length that the low four bits of an octet give in words: BPF's MSH load.
   *
   * @param offset of the octet, from the start of the frame
   */
  record HeaderLength(int offset) implements Value {
    @Override
    public long of(byte[] packet, int wire) {
      return offset < packet.length ? (packet[offset] & 15) * 4 : NONE;
    }
  }

  /** Two values and what is done with them, modulo 2^32. */
  record Binary(Operator operator, Value left, Value right) implements Value {
    @Override
    public long of(byte[] packet, int wire) {
      long a = left.of(packet, wire);
      long b = right.of(packet, wire);
      return a == NONE || b == NONE ? NONE : operator.apply(a, b);
    }
  }

  /** BPF's arithmetic. */
  enum Operator {
    ADD,
    SUB,
    MUL,
    DIV,
    MOD,
    AND,
    OR,
    XOR,
    SHIFT_LEFT,
    SHIFT_RIGHT;

    long apply(long a, long b) {
      return switch (this) {
        case ADD -> a + b & MASK;
        case SUB -> a - b & MASK;
        case MUL -> a * b & MASK;
        case DIV -> b == 0 ? NONE : a / b;
        case MOD -> b == 0 ? NONE : a % b;
        case AND -> a & b;
        case OR -> a | b;
        case XOR -> a ^ b;
        case SHIFT_LEFT -> b > 31 ? 0 : a << b & MASK;
        case SHIFT_RIGHT -> b > 31 ? 0 : a >>> b;
      };
    }
  }

  private static long load(byte[] packet, long at, int size) {
    if (at + size > packet.length) {
      return NONE;
    }
    long value = 0;
    for (int i = 0; i < size; i++) {
      value = value << 8 | packet[(int) at + i] & 0xff;
    }
    return value;
  }
}
