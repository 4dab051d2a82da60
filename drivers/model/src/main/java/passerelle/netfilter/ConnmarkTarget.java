package passerelle.netfilter;

/**
 * {@code -j CONNMARK}: sets the connection's mark, or copies between it and the packet's.
 *
 * @param mode what is done
 * @param value with SET: 32 bits
 * @param connectionMask bits of the connection's mark that are concerned
 * @param packetMask with SAVE and RESTORE: bits of the packet's mark that are concerned
 */
public record ConnmarkTarget(Mode mode, int value, int connectionMask, int packetMask)
    implements Target {

  /** The three things it does. */
  public enum Mode {
    SET,
    /** From packet to connection. */
    SAVE,
    /** From connection to packet. */
    RESTORE
  }

  static final Extension<Target> EXTENSION =
      Extension.of(
          "CONNMARK",
          ConnmarkTarget::parse,
          Option.value("set-xmark"),
          Option.value("set-mark"),
          Option.value("and-mark"),
          Option.value("or-mark"),
          Option.value("xor-mark"),
          Option.flag("save-mark"),
          Option.flag("restore-mark"),
          Option.value("nfmask"),
          Option.value("ctmask"),
          Option.value("mask"));

  private static Target parse(OptionValues values) throws IptablesException {
    String[] operations = {
      "set-xmark", "set-mark", "and-mark", "or-mark", "xor-mark", "save-mark", "restore-mark"
    };
    values.exclusive(operations);
    for (String operation : operations) {
      if (values.has(operation)) {
        return operation.endsWith("e-mark")
            ? copy(operation, values)
            : set(MarkTarget.xmark(operation, values));
      }
    }
    throw IptablesException.incomplete("CONNMARK target: No operation specified");
  }

  private static Target set(int[] marked) {
    return new ConnmarkTarget(Mode.SET, marked[0], marked[1], -1);
  }

  private static Target copy(String operation, OptionValues values) throws IptablesException {
    Mode mode = operation.equals("save-mark") ? Mode.SAVE : Mode.RESTORE;
    String connection = values.has("mask") ? "mask" : "ctmask";
    String packet = values.has("mask") ? "mask" : "nfmask";
    int connectionMask = values.has(connection) ? values.marked(connection)[0] : -1;
    int packetMask = values.has(packet) ? values.marked(packet)[0] : -1;
    return new ConnmarkTarget(mode, 0, connectionMask, packetMask);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.connmark(this);
  }

  @Override
  public String label() {
    return "CONNMARK";
  }

  @Override
  public String text() {
    if (mode == Mode.SET) {
      return "-j CONNMARK --set-xmark %s/%s"
          .formatted(CommandWords.hex(value), CommandWords.hex(connectionMask));
    }
    return "-j CONNMARK --"
        + (mode == Mode.SAVE ? "save" : "restore")
        + "-mark --nfmask "
        + CommandWords.hex(packetMask)
        + " --ctmask "
        + CommandWords.hex(connectionMask);
  }

  @Override
  public String listing(ListingStyle style) {
    if (mode == Mode.SET) {
      return "CONNMARK " + MarkTarget.operation(value, connectionMask);
    }
    String verb = mode == Mode.SAVE ? "CONNMARK save" : "CONNMARK restore";
    if (packetMask == -1 && connectionMask == -1) {
      return verb;
    }
    if (packetMask == connectionMask) {
      return verb + " mask " + CommandWords.hex(packetMask);
    }
    String nf = CommandWords.hex(packetMask);
    String ct = CommandWords.hex(connectionMask);
    return mode == Mode.SAVE
        ? verb + " nfmask " + nf + " ctmask ~" + ct
        : verb + " ctmask " + ct + " nfmask ~" + nf;
  }
}
