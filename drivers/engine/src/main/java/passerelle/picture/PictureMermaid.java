package passerelle.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The picture as a Mermaid flowchart, for slides and pages that draw it. */
public final class PictureMermaid {
  private static final String BREAK = "<br/>";

  /** Addresses of a device that are written out. */
  private static final int MOST_ADDRESSES = 3;

  private PictureMermaid() {}

  /** The lines of the flowchart. */
  public static List<String> lines(Picture picture) {
    List<String> out = new ArrayList<>();
    out.add("flowchart LR");
    for (Picture.Stack stack : picture.stacks()) {
      if (stack.kind() == Picture.Kind.STOPPED) {
        out.add("  " + id(stack.id()) + "[\"" + escape(heading(stack)) + "\"]");
        continue;
      }
      String heading = escape(heading(stack));
      out.add("  subgraph " + id(stack.id()) + "[\"" + heading + "\"]");
      for (Picture.Device device : stack.devices()) {
        String text = escape(text(device));
        boolean bridge = device.isBridge();
        out.add(
            "    " + id(device.id()) + (bridge ? "{{\"" + text + "\"}}" : "[\"" + text + "\"]"));
      }
      out.add("  end");
    }
    for (Picture.Cable cable : picture.cables()) {
      String line = cable.up() ? " --- " : " -.- ";
      out.add("  " + id(cable.one().id()) + line + id(cable.other().id()));
    }
    for (Picture.Cable stand : picture.stands()) {
      String said = " -- " + escape(said(picture, stand)) + " --- ";
      out.add("  " + id(stand.one().id()) + said + id(stand.other().id()));
    }
    for (Picture.Stack stack : picture.stacks()) {
      for (Picture.Device port : stack.devices()) {
        port.master()
            .flatMap(stack::device)
            .ifPresent(bridge -> out.add("  " + id(bridge.id()) + " === " + id(port.id())));
      }
    }
    return out;
  }

  /** How a device stands on another. */
  static String said(Picture picture, Picture.Cable stand) {
    String kind = stand.other().kind();
    return picture
        .wire(stand)
        .map(n -> n.name() + ", " + kind + " " + n.wire().orElseThrow().mode())
        .orElse(kind);
  }

  /** Who is in a stack, and what is published and translated there; a line each. */
  static String heading(Picture.Stack stack) {
    List<String> lines = new ArrayList<>();
    boolean container =
        stack.kind() == Picture.Kind.CONTAINER || stack.kind() == Picture.Kind.STOPPED;
    if (!container) {
      lines.add(stack.name());
    }
    for (Picture.Resident resident : stack.residents()) {
      String state = resident.isRunning() ? "" : " (" + resident.state() + ")";
      lines.add(resident.name() + state + " --network " + resident.mode());
    }
    for (Picture.Translation rule : stack.translations()) {
      String to = rule.to().isEmpty() ? "" : " -> " + rule.to();
      lines.add(rule.target() + " " + rule.match() + to);
    }
    return String.join("\n", lines);
  }

  /** A device and what it has; a line each. */
  static String text(Picture.Device device) {
    List<String> lines = new ArrayList<>();
    lines.add(device.name() + device.carried() + (device.up() ? "" : " DOWN"));
    int more = device.addresses().size() - MOST_ADDRESSES;
    String addresses =
        device.addresses().stream().limit(MOST_ADDRESSES).collect(Collectors.joining(" "));
    if (!addresses.isEmpty()) {
      lines.add(addresses + (more > 0 ? " +" + more : ""));
    }
    device
        .network()
        .ifPresent(n -> lines.add("network " + n.name() + (n.internal() ? " (internal)" : "")));
    return String.join("\n", lines);
  }

  /** Text in quotes: the characters that Mermaid or HTML would read are written as entities. */
  private static String escape(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              boolean plain =
                  c >= 128 || Character.isLetterOrDigit(c) || " -_./:+*(),>".indexOf(c) >= 0;
              if (c == '\n') {
                out.append(BREAK);
              } else if (c == '>') {
                out.append("#gt;");
              } else if (plain) {
                out.append(Character.toChars(c));
              } else {
                out.append("#" + c + ";");
              }
            });
    return out.toString();
  }

  private static String id(String name) {
    return "n_" + name.replace(".", "__").replace("-", "_h");
  }
}
