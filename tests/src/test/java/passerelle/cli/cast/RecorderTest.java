package passerelle.cli.cast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp.Capability;
import org.junit.jupiter.api.Test;
import passerelle.files.FileRefusal;

/** A recording shows again what a terminal has shown, when it has. */
class RecorderTest {
  private static final Pattern EVENT =
      Pattern.compile("\\[([0-9]+\\.[0-9]{6}), \"([omr])\", \"(.*)\"\\]");

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final AtomicLong clock = new AtomicLong(7);
  private byte[] kept = {};

  private final Recorder recorder = new Recorder(content -> kept = content, "A \"title\"");

  record Event(double at, String code, String data) {}

  private List<Event> events() throws FileRefusal {
    recorder.keep();
    List<String> lines = new String(kept, StandardCharsets.UTF_8).lines().toList();
    List<Event> events = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      Matcher event = EVENT.matcher(line);
      assertTrue(event.matches(), line);
      events.add(
          new Event(Double.parseDouble(event.group(1)), event.group(2), unescaped(event.group(3))));
    }
    return events;
  }

  private static String unescaped(String json) {
    return Pattern.compile("\\\\(u[0-9a-f]{4}|.)")
        .matcher(json)
        .replaceAll(
            m -> {
              String code = m.group(1);
              String plain =
                  code.startsWith("u")
                      ? String.valueOf((char) Integer.parseInt(code.substring(1), 16))
                      : code.equals("n") ? "\n" : code.equals("t") ? "\t" : code;
              return Matcher.quoteReplacement(plain);
            });
  }

  private String output() throws FileRefusal {
    StringBuilder all = new StringBuilder();
    events().stream().filter(e -> e.code().equals("o")).forEach(e -> all.append(e.data()));
    return all.toString();
  }

  private Terminal terminal(String keys) throws IOException {
    Terminal terminal =
        TerminalBuilder.builder()
            .system(false)
            .provider("exec")
            .type("xterm")
            .encoding(StandardCharsets.UTF_8)
            .graphemeCluster(false)
            .streams(new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)), shown)
            .build();
    terminal.setSize(Size.of(80, 24));
    return terminal;
  }

  @Test
  void allThatATerminalShowsIsThereThatOfTheLineEditorToo() throws Exception {
    try (Terminal terminal = terminal("echo \"d\u00e9j\u00e0\"\r")) {
      Terminal recorded = recorder.on(terminal);
      recorded.writer().write("\ud83d\ude80 first\n");
      recorded.puts(Capability.clear_screen);
      LineReader reader = LineReaderBuilder.builder().terminal(recorded).build();
      assertEquals("echo \"d\u00e9j\u00e0\"", reader.readLine("host$ "));
      recorded.flush();
      // What was typed before anybody read it is echoed by the terminal itself, which also lets go
      // of a mouse that nobody has caught.
      String seen = shown.toString(StandardCharsets.UTF_8).replaceAll("\r*\n", "\r\n");
      seen = seen.substring(seen.indexOf("\ud83d")).replaceAll("\u001b\\[\\?10[0-9]{2}l", "");
      assertEquals(seen, output().replaceAll("\r*\n", "\r\n"));
      assertTrue(seen.contains("host$"), seen);
    }
  }

  @Test
  void timesAreThoseOfTheClockAndNeverGoBack() throws Exception {
    recorder.follow(clock::get);
    recorder.on(System.out);
    recorder.shown("a");
    clock.addAndGet(1_500_000_000L);
    recorder.shown("b");
    recorder.pass(0.25);
    recorder.mark("chapter");
    // The lab is made anew.
    clock.set(0);
    recorder.shown("c\n");
    clock.addAndGet(1_000_000_000L);
    recorder.shown("\r\nd");
    assertEquals(
        List.of(
            new Event(0, "o", "a"),
            new Event(1.5, "o", "b"),
            new Event(1.75, "m", "chapter"),
            new Event(1.75, "o", "c\r\n"),
            new Event(2.75, "o", "\r\nd")),
        events());
  }

  @Test
  void theHeaderTellsVersionSizeAndTitle() throws Exception {
    try (Terminal terminal = terminal("")) {
      recorder.on(terminal);
      recorder.keep();
      assertEquals(
          "{\"version\": 2, \"width\": 80, \"height\": 24, \"title\": \"A \\\"title\\\"\"}\n",
          new String(kept, StandardCharsets.UTF_8));
    }
  }
}
