package passerelle.trace.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import passerelle.text.Language;
import passerelle.text.Messages;
import passerelle.trace.Hop;
import passerelle.trace.HopEvent;

/**
 * A trace as a table: time since its begin, namespace, device, kernel function, packet, and what
 * was decided. The brief form leaves out the function and repeats the packet only where it changed.
 */
public final class TraceText {
  private static final int MICROSECOND = 1_000;
  private final Depth depth;
  private final EventText text;
  private final Messages messages;

  public TraceText(Depth depth, Language language) {
    this.depth = depth;
    messages = Messages.of(language, "passerelle/trace/messages");
    text = new EventText(messages);
  }

  /** The lines of a trace, the heading first; without events a single line that says so. */
  public List<String> lines(List<HopEvent> events) {
    List<String[]> rows = new ArrayList<>();
    rows.add(heading());
    String lastPacket = "";
    for (HopEvent event : events) {
      if (depth.tells(event)) {
        String packet = PacketText.of(event.hop().packet());
        rows.add(row(event, events.get(0).hop().time(), packet.equals(lastPacket)));
        lastPacket = packet;
      }
    }
    if (rows.size() == 1) {
      return List.of(messages.get("trace.empty"));
    }
    return align(rows);
  }

  private String[] heading() {
    List<String> names = new ArrayList<>(List.of("time", "netns", "device"));
    if (depth != Depth.BRIEF) {
      names.add("function");
    }
    names.addAll(List.of("packet", "decision"));
    return names.stream().map(n -> messages.get("column." + n)).toArray(String[]::new);
  }

  private String[] row(HopEvent event, long start, boolean samePacket) {
    Hop hop = event.hop();
    List<String> cells = new ArrayList<>();
    double millis = (hop.time() - start) / MICROSECOND / 1000.0;
    cells.add(String.format(Locale.ROOT, "%.3f", millis));
    cells.add(hop.netns());
    cells.add(hop.device().isEmpty() ? "-" : hop.device());
    if (depth != Depth.BRIEF) {
      cells.add(hop.function());
    }
    cells.add(samePacket ? "\"" : PacketText.of(hop.packet()));
    cells.add(text.of(event));
    return cells.toArray(String[]::new);
  }

  private static List<String> align(List<String[]> rows) {
    int columns = rows.get(0).length;
    int[] widths = new int[columns];
    for (String[] row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    List<String> out = new ArrayList<>();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns - 1; i++) {
        line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
      }
      out.add(line.append(row[columns - 1]).toString());
    }
    return out;
  }
}
