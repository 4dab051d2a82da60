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
    Sheet sheet = new Sheet(picture, Messages.of(language, "passerelle/picture/messages"));
    Optional<Picture.Stack> host = picture.stack(LabTopology.HOST);
    new WorldDrawer(sheet).draw();
    host.ifPresent(stack -> new HostDrawer(sheet, stack).draw());
    new CableDrawer(sheet).draw();
    int bottom = host.isPresent() ? sheet.bottom() : Sheet.MARGIN + Sheet.WORLD_HEIGHT;
    int height = bottom + Sheet.TOP;
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"lab-picture\" viewBox=\"0 0 "
        + sheet.width()
        + " "
        + height
        + "\" role=\"img\" aria-labelledby=\"lab-title lab-text\" lang=\""
        + language.code()
        + "\">\n<title id=\"lab-title\">"
        + SvgOut.escape(sheet.say("title"))
        + "</title>\n<desc id=\"lab-text\">"
        + SvgOut.escape(alternative(sheet))
        + "</desc>\n<style>\n"
        + Theme.css(theme)
        + "\n"
        + STYLE
        + "</style>\n"
        + "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n"
        + sheet.out.body()
        + "</svg>\n";
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

  private static final String STYLE =
      """
      .lab-picture text{font:16px system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:var(--ink)}
      .lab-picture .strong,.lab-picture .on-pill{font-weight:700}
      .lab-picture .name{font-size:19px;font-weight:700}
      .lab-picture .mono{font-family:"DejaVu Sans Mono",Menlo,Consolas,ui-monospace,monospace}
      .lab-picture .quiet{fill:var(--quiet)}
      .lab-picture .on-pill{fill:var(--onpill)}
      .lab-picture .paper{fill:var(--paper)}
      .lab-picture .frame{fill:none;stroke:var(--line);stroke-width:2}
      .lab-picture .stack{fill:var(--stack);stroke:var(--line);stroke-width:1.5;stroke-linejoin:round}
      .lab-picture .box,.lab-picture .badge{fill:var(--box);stroke:var(--line);stroke-width:1.5}
      .lab-picture .pill{fill:var(--pill);stroke:var(--ink);stroke-width:1}
      .lab-picture .stopped .box{stroke-dasharray:6 4;fill:var(--paper)}
      .lab-picture .stopped .pill{fill:var(--paper);stroke:var(--quiet);stroke-dasharray:4 3}
      .lab-picture .stopped .on-pill{fill:var(--quiet);font-style:italic}
      .lab-picture .loose{fill:none;stroke:var(--line);stroke-width:1.5;stroke-dasharray:6 4}
      .lab-picture .stack-head{fill:var(--stack);stroke:var(--quiet);stroke-width:1.5}
      .lab-picture .bridge{fill:var(--tint);stroke:var(--hue);stroke-width:2;stroke-linejoin:round}
      .lab-picture .tag{fill:var(--tint);stroke:var(--hue);stroke-width:1.5}
      .lab-picture .arrow{fill:none;stroke:var(--hue);stroke-width:2.5;stroke-linecap:round}
      .lab-picture .mark{fill:none;stroke:var(--hue);stroke-width:2}
      .lab-picture .line{fill:none;stroke:var(--hue);stroke-width:3;stroke-linejoin:round}
      .lab-picture .down .line{stroke-dasharray:3 6}
      .lab-picture .port{fill:var(--paper);stroke:var(--hue,var(--line));stroke-width:2}
      .lab-picture .loop{fill:none;stroke:var(--quiet);stroke-width:1.75}
      """
          + hues();

  private static String hues() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i <= Hues.COUNT; i++) {
      out.append(
          ".lab-picture .h" + i + "{--hue:var(--hue" + i + ");--tint:var(--tint" + i + ")}\n");
    }
    return out.toString();
  }
}
