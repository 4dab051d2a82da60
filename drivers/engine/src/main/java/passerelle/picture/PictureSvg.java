package passerelle.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.lab.LabTopology;
import passerelle.text.Language;
import passerelle.text.Messages;

/**
 * The picture as SVG. Its width is usually 1280 units, its text is 16 of them high at least; each
 * drawn thing is a group with a stable id, {@code data-kind} and {@code data-name}.
 */
public final class PictureSvg {
  private static final int MOST_NAMED = 20;

  private PictureSvg() {}

  /**
   * Draws.
   *
   * @param theme empty for what the reader's screen or printer asks for
   */
  public static String of(Picture picture, Language language, Optional<Theme> theme) {
    return draw(picture, language, SvgFrame.style(theme));
  }

  /** Draws for a page that has the {@link #pageStyle}. */
  public static String inPage(Picture picture, Language language) {
    return draw(picture, language, "");
  }

  /** The rules of style of all pictures in a page; its root asks for a theme by data-theme. */
  public static String pageStyle() {
    return SvgFrame.pageStyle();
  }

  private static String draw(Picture picture, Language language, String style) {
    Sheet sheet = new Sheet(picture, Messages.of(language, "passerelle/picture/messages"));
    Optional<Picture.Stack> host = picture.stack(LabTopology.HOST);
    new WorldDrawer(sheet).draw();
    host.ifPresent(stack -> new HostDrawer(sheet, stack).draw());
    new CableDrawer(sheet).draw();
    int bottom = host.isPresent() ? sheet.bottom() : Sheet.MARGIN + Sheet.WORLD_HEIGHT;
    int height = bottom + Sheet.TOP;
    return SvgFrame.of(
        sheet.width(),
        height,
        language,
        sheet.say("title"),
        alternative(sheet),
        style,
        sheet.out.body());
  }

  /** The picture in words. */
  private static String alternative(Sheet sheet) {
    List<Picture.Stack> stacks = sheet.picture.stacks();
    long machines = stacks.stream().filter(s -> s.kind() == Picture.Kind.MACHINE).count();
    long namespaces = stacks.stream().filter(s -> s.kind() == Picture.Kind.NAMESPACE).count();
    List<String> containers = new ArrayList<>();
    for (Picture.Stack stack : stacks) {
      String addresses =
          stack.kind() == Picture.Kind.MACHINE
              ? ""
              : String.join(
                  "",
                  stack.devices().stream()
                      .filter(d -> !d.isLoopback())
                      .flatMap(d -> d.address().stream())
                      .map(a -> ", " + a)
                      .toList());
      for (Picture.Resident resident : stack.residents()) {
        String state = resident.isRunning() ? "" : ", " + resident.state();
        containers.add(resident.name() + " (" + resident.mode() + addresses + state + ")");
      }
    }
    List<String> parts = new ArrayList<>();
    parts.add(sheet.say("machines", machines));
    parts.add(sheet.say("containers", containers.size()));
    if (namespaces > 0) {
      parts.add(sheet.say("namespaces", namespaces));
    }
    String named =
        String.join(", ", containers.subList(0, Math.min(MOST_NAMED, containers.size())));
    String rest = containers.size() > MOST_NAMED ? "\u2026" : "";
    String all = containers.isEmpty() ? "" : sheet.say("alt.names", named + rest);
    return sheet.say("alt", String.join(", ", parts)) + all;
  }
}
