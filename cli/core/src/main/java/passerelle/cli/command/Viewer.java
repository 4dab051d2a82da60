package passerelle.cli.command;

import java.util.ArrayList;
import java.util.List;
import passerelle.cli.lab.LabPicture;
import passerelle.cli.terminal.Person;
import passerelle.cli.terminal.Turns;
import passerelle.picture.PictureSvg;

/**
 * Somebody who looks at a lab from beside: at its picture, at tables of what is in it, and at the
 * packets of the last command that can be played. Looking leaves the lab as it was.
 */
public final class Viewer {
  /** Who looks sits at no terminal: Ctrl-C there is not for what is looked at. */
  private static final Person NOBODY = new Person(Integer.MAX_VALUE);

  private final LabCommands commands;
  private final Turns turns;
  private String drawn = "";

  /** One more of those who look, in turn with those who do something there. */
  public Viewer(LabCommands commands, Turns turns) {
    this.commands = commands;
    this.turns = turns;
  }

  /**
   * The picture as SVG without its style; empty where it is as it was the last time.
   *
   * @param again whether it is wanted all the same
   */
  public String draw(boolean again) {
    String now = turns.take(NOBODY, this::picture);
    if (now.equals(drawn) && !again) {
      return "";
    }
    drawn = now;
    return now;
  }

  private String picture() {
    return PictureSvg.inPage(LabPicture.of(commands.lab()), commands.language());
  }

  /**
   * The packets of the last command that sent any and was heard, and the picture in which they
   * move.
   *
   * @return nothing where there are no packets
   */
  public List<String> play() {
    return turns.take(
        NOBODY,
        () -> {
          String packets = commands.played();
          return packets.isEmpty() ? List.of() : List.of(packets, picture());
        });
  }

  /**
   * A table of a thing: the line that gives it, what it says, and the names of all that there are.
   *
   * @param name of the table; the first one where there is no such
   * @return nothing where the thing is no more
   */
  public List<String> look(Tables.Thing thing, String name) {
    return turns.take(NOBODY, () -> looked(thing, name));
  }

  private List<String> looked(Tables.Thing thing, String name) {
    Tables tables = new Tables(commands);
    List<Tables.Table> all = tables.of(thing);
    if (all.isEmpty()) {
      return List.of();
    }
    Tables.Table shown =
        all.stream().filter(table -> table.name().equals(name)).findFirst().orElse(all.get(0));
    List<String> out = new ArrayList<>(List.of(shown.name(), shown.typed(), tables.read(shown)));
    all.forEach(table -> out.add(table.name()));
    return out;
  }
}
