package passerelle.netfilter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import passerelle.addr.Family;

/** The options given to one loaded extension, and what its parser may ask about the rule. */
final class OptionValues {
  private final String extension;
  private final Family family;
  private final NameService names;
  private final Map<String, Value> values = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private Optional<ProtocolMatch> protocol = Optional.empty();

  /** What stood behind an option, and whether {@code !} stood before it. */
  record Value(List<String> words, boolean negated) {
    String word() {
      return words.get(0);
    }
  }

  OptionValues(String extension, Family family, NameService names) {
    this.extension = extension;
    this.family = family;
    this.names = names;
  }

  void put(Option option, List<String> words, boolean negated) throws IptablesException {
    if (negated && !option.negatable()) {
      throw fault("option \"--" + option.canonical() + "\" cannot be inverted.\n");
    }
    if (values.put(option.canonical(), new Value(words, negated)) != null) {
      String name = option.canonical();
      throw switch (option.repeats()) {
        case OLD -> IptablesException.parameter("Only one `--" + name + "' allowed");
        case SINGLE -> IptablesException.parameter("--" + name + " can be specified only once");
        case USUAL -> fault("option \"--" + name + "\" can only be used once.\n");
      };
    }
  }

  void setProtocol(Optional<ProtocolMatch> value) {
    protocol = value;
  }

  /** The extension's name. */
  String module() {
    return extension;
  }

  Family family() {
    return family;
  }

  NameService names() {
    return names;
  }

  boolean has(String option) {
    return values.containsKey(option);
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /** The options given, in the order in which they were given. */
  List<String> given() {
    return List.copyOf(values.keySet());
  }

  Optional<Value> get(String option) {
    return Optional.ofNullable(values.get(option));
  }

  /** The option's word, known to be there because the option is required. */
  String word(String option) {
    return values.get(option).word();
  }

  boolean negated(String option) {
    return has(option) && values.get(option).negated();
  }

  /** The protocol that {@code -p} named, without negation; 0 when there is none. */
  int protocol() {
    return protocol.filter(p -> !p.negated()).map(ProtocolMatch::protocol).orElse(0);
  }

  /** The protocol that {@code -p} or {@code ! -p} named; 0 when there is none. */
  int protocolNamed() {
    return protocol.map(ProtocolMatch::protocol).orElse(0);
  }

  /** A number in a range, with the extension's own complaint otherwise. */
  int number(String option, int low, int high) throws IptablesException {
    OptionalInt value = Numbers.parse(word(option), high);
    if (value.isEmpty() || value.getAsInt() < low) {
      throw fault(
          "bad value for option \"--%s\", or out of range (%s-%s).\n".formatted(option, low, high));
    }
    return value.getAsInt();
  }

  /** The same for numbers of up to 64 bits without a sign. */
  long unsigned(String option, long low, long high) throws IptablesException {
    OptionalLong value = Numbers.parseUnsigned(word(option), high);
    if (value.isEmpty() || Long.compareUnsigned(value.getAsLong(), low) < 0) {
      String range = " (" + low + "-" + Long.toUnsignedString(high) + ").\n";
      throw fault("bad value for option \"--" + option + "\", or out of range" + range);
    }
    return value.getAsLong();
  }

  /** {@code FIRST:LAST} of 16 bits each, of which either may be left out, or one number. */
  PortRange range(String option) throws IptablesException {
    String word = word(option);
    int colon = word.indexOf(':');
    if (colon != word.lastIndexOf(':')) {
      throw fault("Too many components for option \"--" + option + "\" (max: 2)\n");
    }
    String low = colon < 0 ? word : word.substring(0, colon);
    int first = low.isEmpty() && colon >= 0 ? 0 : part(option, low, 0);
    String high = colon < 0 ? low : word.substring(colon + 1);
    int last = high.isEmpty() ? 65535 : part(option, high, first);
    return new PortRange(first, last);
  }

  private int part(String option, String text, int low) throws IptablesException {
    OptionalInt number = Numbers.parse(text, 65535);
    if (number.orElse(-1) < low) {
      throw fault(
          "bad value for option \"--%s\" near \"%s\", or out of range (%s-65535).\n"
              .formatted(option, text, low));
    }
    return number.getAsInt();
  }

  /** {@code VALUE} or {@code VALUE/MASK}, 32 bits each; all ones when there is no mask. */
  int[] marked(String option) throws IptablesException {
    String[] parts = word(option).split("/", -1);
    OptionalLong value = Numbers.parseUnsigned(parts[0], 0xffff_ffffL);
    OptionalLong mask =
        parts.length == 2
            ? Numbers.parseUnsigned(parts[1], 0xffff_ffffL)
            : parts.length == 1 ? OptionalLong.of(0xffff_ffffL) : OptionalLong.empty();
    if (parts.length > 2 && value.isPresent()) {
      throw fault("trailing garbage after value for option \"--" + option + "\".\n");
    }
    if (value.isEmpty() || mask.isEmpty()) {
      throw fault("bad integer value for option \"--" + option + "\", or out of range.\n");
    }
    return new int[] {(int) value.getAsLong(), (int) mask.getAsLong()};
  }

  /** Refuses two options that exclude each other; the first of the list is named first. */
  void exclusive(String... options) throws IptablesException {
    List<String> among = Arrays.stream(options).filter(this::has).toList();
    if (among.size() > 1) {
      throw fault(
          "option \"--%s\" cannot be used together with \"--%s\".\n"
              .formatted(among.get(0), among.get(1)));
    }
  }

  void required(List<Option> options) throws IptablesException {
    for (Option option : options) {
      if (option.required() && !has(option.canonical())) {
        throw fault("option \"--" + option.canonical() + "\" must be specified\n");
      }
    }
  }

  /** A complaint that begins with the extension's name. */
  IptablesException fault(String message) {
    return IptablesException.parameter(extension + ": " + message);
  }

  /** "Bad value", as options with names for values complain. */
  IptablesException badValue(String option) {
    return badValue(option, word(option));
  }

  IptablesException badValue(String option, String value) {
    return fault("Bad value for \"--" + option + "\" option: \"" + value + "\"");
  }

  void warn(String line) {
    warnings.add(line);
  }

  List<String> warnings() {
    return warnings;
  }
}
