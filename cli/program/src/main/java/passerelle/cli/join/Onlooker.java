package passerelle.cli.join;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.cli.command.Tables;
import passerelle.cli.command.Viewer;
import passerelle.cli.repl.Company;
import passerelle.text.JsonText;

/**
 * A page that looks on, on the lab's side. It asks, {@code NUMBER QUESTION WORD...} with U+001F
 * between them, and is told objects of JSON, one a line: the answer to a question by its number,
 * and, unasked, whether something runs in the lab, and the lab's language. Nothing that it can ask
 * changes the lab.
 */
record Onlooker(SocketChannel channel, Outgoing outgoing, Company company)
    implements Company.Witness {
  /** Programs of different builds may speak differently. */
  static final String VERSION = "passerelle 1";

  /** Between the words of a question. */
  static final String SEPARATOR = "\u001f";

  private static final int MOST_DIGITS = 9;

  /** Whether somebody who comes says that he is one. */
  static boolean isOne(Frame first) {
    return first.kind() == Frame.Kind.LOOK && first.text().equals(VERSION);
  }

  /** Is there until it leaves, if there is room. */
  void stay() throws IOException {
    Optional<Viewer> viewer = company.look(this);
    if (viewer.isEmpty()) {
      outgoing.end(1, company.messages().get("join.full"));
      return;
    }
    try {
      Optional<Frame> frame = Frame.read(channel);
      while (frame.isPresent() && frame.get().kind() == Frame.Kind.ASK) {
        heed(frame.get().text().split(SEPARATOR, -1), viewer.get());
        frame = Frame.read(channel);
      }
    } finally {
      company.lookAway(this);
    }
  }

  @Override
  public void hear(boolean busy) {
    Map<String, Object> news = new LinkedHashMap<>();
    news.put("busy", busy);
    news.put("language", company.messages().language().code());
    say(news);
  }

  @Override
  public void end() {
    outgoing.end(0, "");
  }

  private void heed(String[] words, Viewer viewer) throws IOException {
    if (words.length < 2 || !words[0].matches("[0-9]{1," + MOST_DIGITS + "}")) {
      throw new IOException("no question");
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", Integer.valueOf(words[0]));
    try {
      answer.put("result", answer(List.of(words).subList(1, words.length), viewer));
    } catch (IllegalStateException gone) {
      // What is real may go while it is looked at.
      answer.put("error", String.valueOf(gone.getMessage()));
    }
    say(answer);
  }

  private static Object answer(List<String> question, Viewer viewer) throws IOException {
    switch (question.get(0) + "/" + (question.size() - 1)) {
      case "draw/1":
        return viewer.draw(question.get(1).equals("true"));
      case "play/0":
        return viewer.play();
      case "look/4":
        Tables.Thing thing = new Tables.Thing(question.get(1), question.get(2), question.get(3));
        return viewer.look(thing, question.get(4));
      default:
        throw new IOException("no such question");
    }
  }

  private void say(Map<String, Object> object) {
    byte[] line = (JsonText.of(object) + "\n").getBytes(StandardCharsets.UTF_8);
    synchronized (outgoing) {
      outgoing.write(line, 0, line.length);
    }
  }
}
