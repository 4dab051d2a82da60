package passerelle.picture;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import passerelle.cli.Labs;
import passerelle.cli.lab.SimLab;
import passerelle.graph.NetworkGraph;
import passerelle.text.Language;

/** A lab and its picture as it is drawn, taken apart. */
abstract class DrawnLab {
  private final SimLab lab = (SimLab) Labs.commands(Language.EN).lab();

  /** A rectangle as it is drawn. */
  record Box(int x, int y, int width, int height) {
    boolean meets(Box other) {
      return x < other.x + other.width
          && other.x < x + width
          && y < other.y + other.height
          && other.y < y + height;
    }

    boolean holds(Box other) {
      return x <= other.x
          && y <= other.y
          && other.x + other.width <= x + width
          && other.y + other.height <= y + height;
    }
  }

  @AfterEach
  void close() {
    lab.close();
  }

  void run(String... lines) {
    for (String line : lines) {
      Labs.run(lab, line);
    }
  }

  Picture picture() {
    NetworkGraph graph =
        NetworkGraph.of(lab.namespaces().stream().map(lab.kernel().view()::snapshot).toList());
    return new PictureReader(graph, lab.engine(), lab.machines(), netns -> netns).read(true);
  }

  Document drawn(Language language) {
    return parsed(PictureSvg.of(picture(), language, Optional.empty()));
  }

  Document drawn() {
    return drawn(Language.EN);
  }

  private static Document parsed(String svg) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    } catch (Exception e) {
      throw new AssertionError(svg, e);
    }
  }

  static List<Element> elements(Document document, String name) {
    NodeList nodes = document.getElementsByTagName(name);
    List<Element> out = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      out.add((Element) nodes.item(i));
    }
    return out;
  }

  static Element thing(Document document, String id) {
    return elements(document, "g").stream()
        .filter(g -> g.getAttribute("id").equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing drawn with id " + id));
  }

  static Box box(Element thing) {
    Element rect = (Element) thing.getElementsByTagName("rect").item(0);
    return new Box(
        number(rect, "x"), number(rect, "y"), number(rect, "width"), number(rect, "height"));
  }

  private static int number(Element element, String attribute) {
    return Integer.parseInt(element.getAttribute(attribute));
  }

  /** The upper left corner of an outline, which may grow downwards. */
  private static Box corner(Element thing) {
    Element path = (Element) thing.getElementsByTagName("path").item(0);
    List<int[]> points =
        Pattern.compile("([0-9]+),([0-9]+)")
            .matcher(path.getAttribute("d"))
            .results()
            .map(m -> new int[] {Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2))})
            .toList();
    int x = points.stream().mapToInt(point -> point[0]).min().orElseThrow();
    int y = points.stream().mapToInt(point -> point[1]).min().orElseThrow();
    return new Box(x, y, 0, 0);
  }

  /** By id, where things are drawn; cables go where their ends are. */
  static Map<String, Box> boxes(Document document) {
    Map<String, Box> out = new LinkedHashMap<>();
    for (Element g : elements(document, "g")) {
      String kind = g.getAttribute("data-kind");
      if (g.getElementsByTagName("rect").getLength() == 0 && kind.equals("network")) {
        out.put(g.getAttribute("id"), corner(g));
      } else if (g.getElementsByTagName("rect").getLength() > 0 && !kind.equals("machine")) {
        out.put(g.getAttribute("id"), box(g));
      }
    }
    return out;
  }

  static final String[] FOUR_DRIVERS = {
    "docker run -d --name web -p 8080:80 nginx",
    "docker run -d --name side --network container:web alpine sleep 1000",
    "docker run -d --name agent --network host alpine sleep 1000",
    "docker run -d --name lone --network none alpine sleep 1000"
  };

  static final String[] EIGHT = {
    "docker network create front",
    "docker network create back",
    "docker run -d --name proxy -p 80:80 -p 443:443 --network front nginx",
    "docker run -d --name shop --network front nginx",
    "docker network connect back shop",
    "docker run -d --name db --network back redis",
    "docker run -d --name cache --network back redis",
    "docker run -d --name side --network container:db alpine sleep 1000",
    "docker run -d --name agent --network host alpine sleep 1000",
    "docker run -d --name lone --network none alpine sleep 1000",
    "docker run -d --name old --network front nginx",
    "docker stop old"
  };
}
