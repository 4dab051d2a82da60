package passerelle.sim.userland.tcpdump;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import passerelle.sim.netlink.Rtnetlink;
import passerelle.sim.uapi.LinkInfo;

/** The devices that libpcap offers, best first (pcap.c: get_figure_of_merit, add_or_find_if). */
final class CaptureDevices {
  static final String ANY = "any";

  /** What libpcap offers beside network devices, at the end of the list. */
  private static final List<String> OTHERS =
      List.of(
          "bluetooth-monitor (Bluetooth Linux Monitor) [Wireless]",
          "nflog (Linux netfilter log (NFLOG) interface) [none]",
          "nfqueue (Linux netfilter queue (NFQUEUE) interface) [none]",
          "dbus-system (D-Bus system bus) [none]",
          "dbus-session (D-Bus session bus) [none]");

  private record Entry(String name, String line, int merit) {}

  private CaptureDevices() {}

  private static List<Entry> entries(Rtnetlink kernel) {
    List<Entry> entries = new ArrayList<>();
    for (LinkInfo device : kernel.links()) {
      entries.add(new Entry(device.name(), device.name() + flags(device), merit(device)));
    }
    String any = " (Pseudo-device that captures on all interfaces) [Up, Running]";
    entries.add(new Entry(ANY, ANY + any, 0x08000000));
    entries.sort(Comparator.comparingInt(Entry::merit));
    return entries;
  }

  private static int merit(LinkInfo device) {
    int merit = 0;
    String digits = device.name().replaceFirst("^.*?([0-9]{0,6})$", "$1");
    if (!digits.isEmpty()) {
      merit = Integer.parseInt(digits);
    }
    merit |= device.isRunning() ? 0 : 0x40000000;
    merit |= device.isUp() ? 0 : 0x20000000;
    return merit | (device.isLoopback() ? 0x10000000 : 0);
  }

  private static String flags(LinkInfo device) {
    List<String> flags = new ArrayList<>();
    if (device.isUp()) {
      flags.add("Up");
    }
    if (device.isRunning()) {
      flags.add("Running");
    }
    if (device.isLoopback()) {
      flags.add("Loopback");
    } else {
      flags.add(device.isRunning() ? "Connected" : "Disconnected");
    }
    return " [" + String.join(", ", flags) + "]";
  }

  /** The lines of {@code -D}. */
  static String list(Rtnetlink kernel) {
    StringBuilder text = new StringBuilder();
    List<String> lines = new ArrayList<>(entries(kernel).stream().map(Entry::line).toList());
    lines.addAll(OTHERS);
    for (int i = 0; i < lines.size(); i++) {
      text.append(i + 1).append('.').append(lines.get(i)).append('\n');
    }
    return text.toString();
  }

  /** The device that is captured on when none is named. */
  static String best(Rtnetlink kernel) {
    return entries(kernel).get(0).name();
  }

  /** The name that {@code -i} means: a number counts along the list. */
  static String named(Rtnetlink kernel, String word) throws TcpdumpFailure {
    if (!word.matches("[0-9]{1,6}") || kernel.link(word).isPresent()) {
      return word;
    }
    List<Entry> entries = entries(kernel);
    int number = Integer.parseInt(word);
    if (number == 0) {
      throw TcpdumpFailure.of("Invalid adapter index 0");
    }
    if (number > entries.size() + OTHERS.size()) {
      throw TcpdumpFailure.of(
          "Invalid adapter index %s: only %s interfaces found"
              .formatted(word, entries.size() + OTHERS.size()));
    }
    return number <= entries.size() ? entries.get(number - 1).name() : word;
  }
}
