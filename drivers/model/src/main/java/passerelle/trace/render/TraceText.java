package passerelle.trace.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.packet.L3Packet;
import passerelle.text.CNumber;
import passerelle.text.Columns;
import passerelle.text.Language;
import passerelle.text.Messages;
import passerelle.text.TextLine;
import passerelle.text.Tone;
import passerelle.trace.Hop;
import passerelle.trace.HopEvent;

/**
 * A trace as people read it. Each packet, and each change of it, is a line of its own; below it are
 * its steps: time since the begin of the trace, place, and a sentence, with the kernel's function
 * behind it where every step is told (walking through rules is always {@code nft_do_chain}).
 */
public final class TraceText {
  private static final int MICROSECOND = 1_000;
  private static final String INDENT = "  ";
  private static final String GAP = "  ";
  private static final String AUTHOR = "# ";

  /** Wider places push their sentence to the right. */
  private static final int WIDEST_PLACE = 26;

  private final Depth depth;
  private final EventText text;
  private final Messages messages;

  private final Authors authors;

  /** Who wrote rules. */
  @FunctionalInterface
  public interface Authors {
    /** Where nobody knows. */
    Authors UNKNOWN = rule -> Optional.empty();

    /** What was typed for the rule of a step, with its prompt; empty where nobody typed it. */
    Optional<String> of(HopEvent.RuleEvaluated rule);
  }

  /** A trace of which rules have authors. */
  public TraceText(Depth depth, Language language, Authors authors) {
    this.depth = depth;
    this.authors = authors;
    messages = Messages.of(language, "passerelle/trace/messages");
    text = new EventText(messages);
  }

  /**
   * The lines of a trace, the heading first; without events a single line that says so. They are as
   * long as they come.
   */
  public List<TextLine> lines(List<HopEvent> events) {
    List<HopEvent> told = events.stream().filter(depth::tells).toList();
    if (told.isEmpty()) {
      return List.of(TextLine.of(messages.get("trace.empty")));
    }
    Table table = new Table(told, events.get(0).hop().time(), messages);
    List<TextLine> lines = new ArrayList<>();
    lines.add(table.heading());
    String last = "";
    for (HopEvent event : told) {
      String packet = PacketText.of(before(event));
      if (!packet.equals(last)) {
        lines.add(TextLine.of(Tone.HEADING, packet));
        last = packet;
      }
      lines.add(table.row(event, sentence(event)));
      if (event instanceof HopEvent.RuleEvaluated rule && rule.matched()) {
        authors.of(rule).ifPresent(typed -> lines.add(table.below(AUTHOR + typed)));
      }
    }
    return lines;
  }

  /** The packet as the step found it. */
  private static L3Packet before(HopEvent event) {
    return event instanceof HopEvent.Translated change ? change.before() : event.hop().packet();
  }

  private TextLine sentence(HopEvent event) {
    boolean rules = event.looked().isPresent();
    TextLine sentence = text.line(event);
    return depth == Depth.STORY || rules
        ? sentence
        : sentence.plus(" ").plus(Tone.QUIET, "[" + event.hop().function() + "]");
  }

  /** Times, places and sentences below each other. */
  private static final class Table {
    private final long start;
    private final int timeColumns;
    private final int placeColumns;
    private final Messages messages;

    private Table(List<HopEvent> events, long start, Messages messages) {
      this.start = start;
      this.messages = messages;
      int times = Columns.of(messages.get("column.time"));
      int places = Columns.of(messages.get("column.place"));
      for (HopEvent event : events) {
        times = Math.max(times, time(event).length());
        int place = Columns.of(place(event.hop()));
        places = place > WIDEST_PLACE ? places : Math.max(places, place);
      }
      timeColumns = times;
      placeColumns = places;
    }

    private TextLine heading() {
      String place = messages.get("column.place");
      String line =
          left(messages.get("column.time"))
              + GAP
              + place
              + " ".repeat(placeColumns - Columns.of(place))
              + GAP
              + messages.get("column.decision");
      return TextLine.of(Tone.QUIET, line);
    }

    private TextLine row(HopEvent event, TextLine sentence) {
      String place = place(event.hop());
      String gap = " ".repeat(Math.max(0, placeColumns - Columns.of(place))) + GAP;
      return TextLine.of(Tone.QUIET, left(time(event)))
          .plus(GAP + place + gap)
          .plus(sentence)
          .hanging(margin());
    }

    /** More about a step, below its sentence. */
    private TextLine below(String more) {
      int margin = margin();
      return TextLine.of(Tone.QUIET, " ".repeat(margin) + more).hanging(margin + AUTHOR.length());
    }

    /** Where the sentences stand. */
    private int margin() {
      return INDENT.length() + timeColumns + GAP.length() + placeColumns + GAP.length();
    }

    private String left(String time) {
      return INDENT + " ".repeat(timeColumns - Columns.of(time)) + time;
    }

    private String time(HopEvent event) {
      double millis = (event.hop().time() - start) / MICROSECOND / 1000.0;
      return CNumber.fixed(millis, 3);
    }

    private static String place(Hop hop) {
      return hop.device().isEmpty() ? hop.netns() : hop.netns() + "/" + hop.device();
    }
  }
}
