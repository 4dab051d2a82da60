package passerelle.netfilter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A type of service under a mask (extensions/tos_values.c).
 *
 * @param value 0..255
 * @param mask which of its bits count
 */
public record TypeOfService(int value, int mask) {
  private static final int NAMED = 0x3f;
  private static final Map<String, Integer> NAMES = new LinkedHashMap<>();

  static {
    NAMES.put("Minimize-Delay", 0x10);
    NAMES.put("Maximize-Throughput", 0x08);
    NAMES.put("Maximize-Reliability", 0x04);
    NAMES.put("Minimize-Cost", 0x02);
    NAMES.put("Normal-Service", 0x00);
  }

  /** A number, one with a mask, or a name. */
  static TypeOfService parse(String text) throws IptablesException {
    String[] parts = text.split("/", 2);
    OptionalInt value = octet(parts[0]);
    if (value.isPresent()) {
      OptionalInt mask = parts.length > 1 ? octet(parts[1]) : OptionalInt.of(0xff);
      return new TypeOfService(
          value.getAsInt(),
          mask.orElseThrow(() -> IptablesException.parameter("Illegal value: \"" + text + "\"")));
    }
    return NAMES.entrySet().stream()
        .filter(name -> name.getKey().equalsIgnoreCase(text))
        .findFirst()
        .map(name -> new TypeOfService(name.getValue(), NAMED))
        .orElseThrow(
            () -> IptablesException.parameter("Symbolic name \"" + text + "\" is unknown"));
  }

  static OptionalInt octet(String text) {
    boolean number = text.matches("0[xX][0-9a-fA-F]{1,4}|[0-9]{1,4}");
    int value = number ? Integer.decode(text) : -1;
    return value >= 0 && value <= 0xff ? OptionalInt.of(value) : OptionalInt.empty();
  }

  /** The name that it has, if numbers are not asked for. */
  Optional<String> name(ListingStyle style) {
    return NAMES.entrySet().stream()
        .filter(name -> !style.numeric() && mask == NAMED && name.getValue() == value)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  String hex() {
    return "0x%02x/0x%02x".formatted(value, mask);
  }
}
