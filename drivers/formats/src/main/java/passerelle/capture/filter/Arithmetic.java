package passerelle.capture.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import passerelle.capture.filter.Qualifiers.Protocol;
import passerelle.capture.filter.Value.Operator;

/**
 * An arithmetic expression and the protocol checks that must hold before it is computed, since
 * {@code tcp[13]} says silently that the packet is TCP (gencode.c: struct arth).
 *
 * @param value what is computed
 * @param checks in the order of evaluation
 * @param leading the number whose load is the first instruction of the code, if one is; libpcap
 *     takes it for the divisor or shift count even where more code follows
 */
record Arithmetic(Value value, List<Test> checks, OptionalLong leading) {

  static Arithmetic constant(long number) {
    return new Arithmetic(new Value.Constant(number), List.of(), OptionalLong.of(number));
  }

  static Arithmetic length() {
    return new Arithmetic(new Value.Length(), List.of(), OptionalLong.empty());
  }

  /** {@code protocol[index:size]} (gen_load). */
  static Arithmetic load(Generator generator, Protocol protocol, Arithmetic index, long size)
      throws FilterSyntaxException {
    if (size != 1 && size != 2 && size != 4) {
      throw new FilterSyntaxException("data size must be 1, 2, or 4");
    }
    int header = generator.fields().link().headerLength();
    List<Test> checks = new ArrayList<>();
    Value at = index.value;
    int base = header;
    switch (protocol) {
      case LINK -> {
        checks.addAll(index.checks);
        base = 0;
      }
      case IP, ARP, RARP, IP6 -> {
        checks.addAll(index.checks);
        checks.add(generator.protocol(protocol));
      }
      case TCP, UDP, SCTP, ICMP, IGMP, PIM, VRRP -> {
        checks.add(generator.protocol(Protocol.IP));
        checks.addAll(index.checks);
        checks.add(generator.protocol(protocol));
        checks.add(generator.fields().firstFragment());
        at = new Value.Binary(Operator.ADD, new Value.HeaderLength(header), at);
      }
      case ICMP6 -> {
        checks.addAll(index.checks);
        checks.add(generator.protocol(Protocol.IP6));
        checks.add(generator.fields().network(6, 1, 58));
        base = header + 40;
      }
      default -> throw new FilterSyntaxException("unsupported index operation");
    }
    return new Arithmetic(fixed(base, at, (int) size), checks, index.leading);
  }

  private static Value fixed(int base, Value index, int size) {
    if (index instanceof Value.Constant constant && constant.number() < 1 << 20) {
      return new Value.Field(base + (int) constant.number(), size);
    }
    return new Value.Indexed(base, index, size);
  }

  /** Minus (gen_neg). */
  Arithmetic negated() {
    Value zero = new Value.Constant(0);
    Value result =
        value instanceof Value.Constant a
            ? new Value.Constant(Operator.SUB.apply(0, a.number()))
            : new Value.Binary(Operator.SUB, zero, value);
    return new Arithmetic(result, checks, leading);
  }

  /**
   * Both sides and an operator (gen_arth); constants are folded, as libpcap's optimizer does. The
   * checks of the right side are lost, as they are in libpcap: {@code 1 + tcp[0]} reads any packet.
   */
  Arithmetic with(Generator generator, Operator operator, Arithmetic right)
      throws FilterSyntaxException {
    if (right.leading.isPresent()) {
      Optional<String> wrong = wrong(operator, right.leading.getAsLong());
      if (wrong.isPresent()) {
        throw new FilterSyntaxException(wrong.get());
      }
    }
    Value result = new Value.Binary(operator, value, right.value);
    if (right.value instanceof Value.Constant b) {
      boolean shift = operator == Operator.SHIFT_LEFT || operator == Operator.SHIFT_RIGHT;
      if (!shift || !(value instanceof Value.Constant)) {
        wrong(operator, b.number()).ifPresent(generator::foundByOptimizer);
      }
      if (value instanceof Value.Constant a && operator.apply(a.number(), b.number()) >= 0) {
        result = new Value.Constant(operator.apply(a.number(), b.number()));
      }
    }
    return new Arithmetic(result, checks, leading);
  }

  private static Optional<String> wrong(Operator operator, long number) {
    return switch (operator) {
      case DIV -> number == 0 ? Optional.of("division by zero") : Optional.empty();
      case MOD -> number == 0 ? Optional.of("modulus by zero") : Optional.empty();
      case SHIFT_LEFT, SHIFT_RIGHT ->
          number > 31 ? Optional.of("shift by more than 31 bits") : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** {@code this relation right}, after the checks of both (gen_relation). */
  Test compare(String relation, Arithmetic right) throws FilterSyntaxException {
    Value a = value;
    Value b = right.value;
    Test comparison =
        switch (relation) {
          case "=" -> (packet, wire) -> outcome(a, b, packet, wire, 0, 0);
          case "!=" -> Test.not((packet, wire) -> outcome(a, b, packet, wire, 0, 0));
          case ">" -> (packet, wire) -> outcome(a, b, packet, wire, 1, 1);
          case ">=" -> (packet, wire) -> outcome(a, b, packet, wire, 0, 1);
          case "<" -> (packet, wire) -> outcome(a, b, packet, wire, -1, -1);
          case "<=" -> (packet, wire) -> outcome(a, b, packet, wire, -1, 0);
          default -> throw FilterSyntaxException.syntaxError();
        };
    List<Test> all = new ArrayList<>(checks);
    all.addAll(right.checks);
    all.add(comparison);
    return Test.and(all);
  }

  /** True when the sign of a - b lies between {@code low} and {@code high}. */
  private static int outcome(Value a, Value b, byte[] packet, int wire, int low, int high) {
    long left = a.of(packet, wire);
    long right = b.of(packet, wire);
    if (left == Value.NONE || right == Value.NONE) {
      return Test.REJECT;
    }
    int sign = Long.compare(left, right);
    return Test.of(sign >= low && sign <= high);
  }
}
