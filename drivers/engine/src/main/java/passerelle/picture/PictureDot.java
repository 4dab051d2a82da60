package passerelle.picture;

import java.util.ArrayList;
import java.util.List;

/** The picture in the DOT language of Graphviz: stacks as clusters, devices as nodes. */
public final class PictureDot {
  private PictureDot() {}

  /** The lines of an undirected graph. */
  public static List<String> lines(Picture picture) {
    List<String> out = new ArrayList<>();
    out.add("graph lab {");
    out.add("  rankdir=LR; compound=true; node [shape=box];");
    for (Picture.Stack stack : picture.stacks()) {
      out.add("  subgraph " + quote("cluster." + stack.id()) + " {");
      out.add("    label=" + quote(PictureMermaid.heading(stack)) + ";");
      if (stack.kind() == Picture.Kind.STOPPED) {
        out.add("    style=dashed;");
        out.add("    " + quote(stack.id()) + " [style=invis, label=\"\"];");
      }
      for (Picture.Device device : stack.devices()) {
        String style = device.up() ? "" : ", style=dashed";
        String shape = device.isBridge() ? ", shape=hexagon" : "";
        String label = quote(PictureMermaid.text(device));
        out.add("    " + quote(device.id()) + " [label=" + label + shape + style + "];");
      }
      out.add("  }");
    }
    for (Picture.Cable cable : picture.cables()) {
      String style = cable.up() ? "" : " [style=dashed]";
      out.add("  " + quote(cable.one().id()) + " -- " + quote(cable.other().id()) + style + ";");
    }
    for (Picture.Cable stand : picture.stands()) {
      String ends = quote(stand.one().id()) + " -- " + quote(stand.other().id());
      out.add("  " + ends + " [label=" + quote(PictureMermaid.said(picture, stand)) + "];");
    }
    for (Picture.Stack stack : picture.stacks()) {
      for (Picture.Device port : stack.devices()) {
        port.master()
            .flatMap(stack::device)
            .ifPresent(
                bridge ->
                    out.add(
                        "  " + quote(bridge.id()) + " -- " + quote(port.id()) + " [style=bold];"));
      }
    }
    out.add("}");
    return out;
  }

  private static String quote(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}
