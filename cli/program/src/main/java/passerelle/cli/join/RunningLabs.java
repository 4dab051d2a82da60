package passerelle.cli.join;

import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import passerelle.files.Rendezvous;
import passerelle.scenarios.replay.LabException;
import passerelle.text.Messages;
import passerelle.text.Visible;

/** The labs of this user that run at terminals, among which one is chosen. */
public record RunningLabs(Map<String, String> environment, Messages messages) {
  private static final DateTimeFormatter SINCE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  /**
   * A connection to the one that is wanted; who asks closes it.
   *
   * @param wanted its number in the list of them, from 1; not needed where there is one only
   * @throws LabException says why there is none
   */
  public Rendezvous.Partner choice(OptionalInt wanted) throws LabException, IOException {
    List<Rendezvous.Partner> labs = partners();
    try {
      Rendezvous.Partner chosen = choice(labs, wanted);
      closeAllBut(chosen, labs);
      return chosen;
    } catch (LabException none) {
      closeAllBut(null, labs);
      throw none;
    }
  }

  private static void closeAllBut(Rendezvous.Partner chosen, List<Rendezvous.Partner> labs)
      throws IOException {
    for (Rendezvous.Partner lab : labs) {
      if (lab != chosen) {
        lab.close();
      }
    }
  }

  private List<Rendezvous.Partner> partners() throws LabException {
    try {
      return Rendezvous.of(environment).partners();
    } catch (IOException refused) {
      throw new LabException(messages.get("join.impossible", Visible.of(refused.getMessage())));
    }
  }

  private Rendezvous.Partner choice(List<Rendezvous.Partner> labs, OptionalInt wanted)
      throws LabException {
    if (labs.isEmpty()) {
      throw new LabException(messages.get("join.none"));
    }
    if (labs.size() == 1 && wanted.isEmpty()) {
      return labs.get(0);
    }
    int number = wanted.orElse(0);
    if (number < 1 || number > labs.size()) {
      throw new LabException(messages.get("join.several", labs.size(), list(labs)));
    }
    return labs.get(number - 1);
  }

  private String list(List<Rendezvous.Partner> labs) {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < labs.size(); i++) {
      list.append('\n').append(line(i + 1, labs.get(i)));
    }
    return list.toString();
  }

  private String line(int number, Rendezvous.Partner lab) {
    String since = SINCE.format(lab.since().atZone(ZoneId.systemDefault()));
    return Acquaintance.of(lab)
        .map(
            about ->
                about.first().isEmpty()
                    ? messages.get("join.lab.new", number, since)
                    : messages.get("join.lab", number, since, about.containers(), about.first()))
        .orElseGet(() -> messages.get("join.lab.busy", number, since, String.valueOf(lab.pid())));
  }
}
