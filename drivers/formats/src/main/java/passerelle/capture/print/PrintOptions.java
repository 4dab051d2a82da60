package passerelle.capture.print;

/**
 * tcpdump's options that change what a packet looks like.
 *
 * @param numeric {@code -n}: no names for addresses and ports
 * @param linkLevel {@code -e}: the link-layer header too
 * @param time {@code -t}, {@code -tt}...
 * @param verbose how often {@code -v}
 * @param quiet {@code -q}: less about protocols
 * @param absoluteSequence {@code -S}: TCP sequence numbers as they are
 * @param number {@code -#}: the packet's number at the start of its line
 * @param dump {@code -x}, {@code -X}, {@code -A}
 * @param unverified {@code -K}: checksums of transports are left alone
 */
public record PrintOptions(
    boolean numeric,
    boolean linkLevel,
    Time time,
    int verbose,
    boolean quiet,
    boolean absoluteSequence,
    boolean number,
    Dump dump,
    boolean unverified) {

  /** Options with which checksums are verified. */
  public PrintOptions(
      boolean numeric,
      boolean linkLevel,
      Time time,
      int verbose,
      boolean quiet,
      boolean absoluteSequence,
      boolean number,
      Dump dump) {
    this(numeric, linkLevel, time, verbose, quiet, absoluteSequence, number, dump, false);
  }

  /** How the time of a packet is written; in the order of {@code -t}'s number. */
  public enum Time {
    /** Hours, minutes, seconds and microseconds. */
    CLOCK,
    /** {@code -t}: not at all. */
    NONE,
    /** {@code -tt}: seconds since the epoch. */
    EPOCH,
    /** {@code -ttt}: since the packet before. */
    SINCE_PREVIOUS,
    /** {@code -tttt}: date and clock. */
    DATE,
    /** {@code -ttttt}: since the first packet. */
    SINCE_FIRST
  }

  /** The octets below a packet's line. */
  public enum Dump {
    NONE,
    /** {@code -x}: hexadecimal, without the link-layer header. */
    HEX,
    /** {@code -xx}: hexadecimal, with it. */
    HEX_LINK,
    /** {@code -X}: hexadecimal and ASCII. */
    HEX_ASCII,
    /** {@code -XX}. */
    HEX_ASCII_LINK,
    /** {@code -A}: ASCII. */
    ASCII,
    /** {@code -AA}. */
    ASCII_LINK
  }

  /** Whether a checksum is verified that is from so many {@code -v} on. */
  boolean verifies(int least) {
    return verbose >= least && !unverified;
  }

  /** Octets of an unknown protocol are shown unless {@code -x} or {@code -X} shows all, or -q. */
  boolean dumpsUnknown() {
    return !quiet && (dump == Dump.NONE || dump == Dump.ASCII || dump == Dump.ASCII_LINK);
  }
}
