package passerelle.cli.expect;

import java.util.Optional;
import passerelle.cli.lab.Lab;
import passerelle.sim.process.Capture;

/**
 * A page arrives as a whole.
 *
 * @param url of HTTP
 * @param least octets that it has at least
 */
record FetchedExpectation(Aim aim, String url, int least) implements Expectation {
  private static final String URL = "http://[A-Za-z0-9._-]+(:[0-9]{1,5})?/[A-Za-z0-9._/-]*";

  private static final int MOST_OCTETS = 999_999;

  /** Long enough for lost packets to be sent again; seconds. */
  private static final int PATIENCE = 10;

  static FetchedExpectation read(WordReader words) throws ExpectException {
    String from = words.next("FROM");
    String url = words.next("URL");
    if (!url.matches(URL)) {
      throw words.wrong("url", url);
    }
    String[] end = url.split("/")[2].split(":");
    Port port = Port.of(end.length > 1 ? end[1] : "80", words);
    int least = words.number("OCTETS", MOST_OCTETS);
    return new FetchedExpectation(new Aim(from, end[0], Optional.of(port)), url, least);
  }

  @Override
  public Optional<Unmet> unmet(Scene scene) {
    String told = scene.text("fetched.wanted", aim.from(), url, least);
    if (scene.place(aim.from()).isEmpty()) {
      return Optional.of(scene.nowhere(told, aim.from()));
    }
    int octets = octets(scene.trial());
    return octets >= least
        ? Optional.empty()
        : Optional.of(new Unmet(told, scene.text("fetched.other", octets), scene.why(aim)));
  }

  /** How much arrives; 0 also where nobody there can ask. */
  private int octets(Lab lab) {
    String line = "curl -s -m " + PATIENCE + " -o /dev/null -w '%{size_download}' " + url;
    Capture printed = new Capture();
    if (lab.machines().contains(aim.from())) {
      lab.run(aim.from(), line, printed);
    } else {
      lab.runIn(aim.from(), line, printed);
    }
    String size = printed.text().strip();
    return size.matches("[0-9]{1,9}") ? Integer.parseInt(size) : 0;
  }
}
