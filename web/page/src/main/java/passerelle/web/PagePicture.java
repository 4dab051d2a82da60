package passerelle.web;

import java.util.ArrayList;
import java.util.List;
import passerelle.cli.command.LabCommands;
import passerelle.cli.command.Tables;
import passerelle.cli.lab.LabPicture;
import passerelle.cli.terminal.Person;
import passerelle.picture.PictureSvg;

/** The picture beside the terminals, and what is looked at in it. */
final class PagePicture {
  /** Who looks sits at no terminal: Ctrl-C there is not for what is looked at. */
  private static final Person VIEWER = new Person(Integer.MAX_VALUE);

  private final PageLab lab;
  private String drawn = "";

  PagePicture(PageLab lab) {
    this.lab = lab;
  }

  /**
   * The picture as SVG without its style; empty where it is as it was the last time.
   *
   * @param again whether it is wanted all the same
   */
  String draw(boolean again) {
    String now =
        lab.turns()
            .take(
                VIEWER,
                () ->
                    PictureSvg.inPage(
                        LabPicture.of(lab.commands().lab()), lab.commands().language()));
    if (now.equals(drawn) && !again) {
      return "";
    }
    drawn = now;
    return now;
  }

  /**
   * The packets of the last command that sent any, and the picture in which they move.
   *
   * @return nothing where there are no packets
   */
  List<String> play() {
    return lab.turns()
        .take(
            VIEWER,
            () -> {
              String packets = lab.played();
              LabCommands commands = lab.commands();
              return packets.isEmpty()
                  ? List.of()
                  : List.of(
                      packets,
                      PictureSvg.inPage(LabPicture.of(commands.lab()), commands.language()));
            });
  }

  /**
   * A table of a thing: the line that gives it, what it says, and the names of all that there are.
   *
   * @param name of the table; the first one where there is no such
   * @return nothing where the thing is no more
   */
  List<String> look(Tables.Thing thing, String name) {
    return lab.turns().take(VIEWER, () -> looked(thing, name));
  }

  private List<String> looked(Tables.Thing thing, String name) {
    Tables tables = new Tables(lab.commands());
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
