package passerelle.cli.lab;

import java.util.List;
import passerelle.addr.IpAddress;

/**
 * What became of the look-up of a name in a place, as a program there asks ({@code
 * getaddrinfo(3)}).
 *
 * @param addresses in the order in which they are to be tried; none unless FOUND
 */
public record Lookup(Outcome outcome, List<IpAddress> addresses) {
  /** How it ended. */
  public enum Outcome {
    FOUND,
    /** Whoever was asked knows no such name (NXDOMAIN), or no address of it. */
    UNKNOWN,
    /** Nobody who could know it has answered. */
    SILENT
  }
}
