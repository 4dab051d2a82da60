package passerelle.sim.userland.dns;

import java.util.Optional;
import passerelle.packet.dns.DnsType;
import passerelle.sim.process.Process;

/** What {@code -OPTION} and {@code set OPTION} change (bin/dig/nslookup.c:setoption). */
final class NslookupSettings {
  private static final int SECONDS = 5;

  Optional<String> server = Optional.empty();
  Optional<Integer> type = Optional.empty();
  boolean debug;
  private String typeName = "A";
  private String className = "IN";
  private String domain = "";
  private boolean more;
  private boolean tcp;
  private boolean search = true;
  private boolean recurse = true;
  private int seconds;
  private int tries = 3;
  private int port = 53;

  /** Takes an option, and says what is wrong with it. */
  void take(Process self, String option) {
    int equals = option.indexOf('=');
    String value = equals < 0 ? "" : option.substring(equals + 1);
    int number = value.matches("[0-9]{1,5}") ? Integer.parseInt(value) : -1;
    switch (equals < 0 ? option : option.substring(0, equals)) {
      case "type", "ty", "querytype", "query", "qu", "q" -> takeType(self, value);
      case "class", "cl" -> takeClass(self, value);
      case "timeout" -> seconds = number < 0 ? seconds : number;
      case "retry", "ret" -> tries = number < 0 ? tries : Math.max(1, number);
      case "port", "po" -> port = number < 0 ? port : number;
      case "domain", "do" -> domain = value;
      case "debug", "deb" -> debug = true;
      case "nodebug", "nodeb" -> debug = false;
      case "d2" -> more = true;
      case "nod2" -> more = false;
      case "vc", "v" -> tcp = true;
      case "novc", "nov" -> tcp = false;
      case "search", "sea" -> search = true;
      case "nosearch", "nosea" -> search = false;
      case "recurse", "rec" -> recurse = true;
      case "norecurse", "norec" -> recurse = false;
      case "defname", "nodefname", "fail", "nofail" -> {
        // Of no effect in BIND either.
      }
      default -> self.stdout().print("*** Invalid option: " + option + "\n");
    }
  }

  private void takeType(Process self, String value) {
    Optional<Integer> known = DnsType.number(value);
    if (known.isEmpty()) {
      self.stdout().print("unknown query type: " + value + "\n");
    } else {
      type = known;
      typeName = value;
    }
  }

  private void takeClass(Process self, String value) {
    if (value.toLowerCase(java.util.Locale.ROOT).matches("in|ch|hs|any")) {
      className = value;
    } else {
      self.stdout().print("unknown query class: " + value + "\n");
    }
  }

  /** A name as it is asked for: with the domain of {@code set domain}, without a search list. */
  String asked(String name) {
    boolean whole = name.contains(".");
    return search && !whole && !domain.isEmpty()
        ? name + "." + domain
        : search || name.endsWith(".") ? name : name + ".";
  }

  BindLookup.Settings lookup() {
    return new BindLookup.Settings(server, port, seconds == 0 ? SECONDS : seconds, tries, tcp);
  }

  /** {@code set all}, below the servers. */
  String text() {
    return ("\nSet options:\n  %s\t\t\t%s\t\t%s\n  %s\t\t%s\n  timeout = %s\t\tretry = "
            + "%s\tport = %s\tndots = 1\n  querytype = %s%s\tclass = %s\n  srchlist = %s\n")
        .formatted(
            tcp ? "vc" : "novc",
            debug ? "debug" : "nodebug",
            more ? "d2" : "nod2",
            search ? "search" : "nosearch",
            recurse ? "recurse" : "norecurse",
            seconds,
            tries,
            port,
            typeName,
            " ".repeat(Math.max(0, 8 - typeName.length())),
            className,
            domain);
  }
}
