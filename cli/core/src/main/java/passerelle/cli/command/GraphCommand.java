package passerelle.cli.command;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.cli.lab.LabPicture;
import passerelle.cli.lab.Sites;
import passerelle.files.FileRefusal;
import passerelle.graph.DeviceNode;
import passerelle.graph.GraphText;
import passerelle.graph.NetworkGraph;
import passerelle.picture.Picture;
import passerelle.picture.PictureDot;
import passerelle.picture.PictureMermaid;
import passerelle.picture.PictureSvg;
import passerelle.picture.Theme;

/**
 * {@code graph [PLACE]}: what is wired to what, now, as text; {@code --svg FILE}, {@code --mermaid}
 * and {@code --dot} draw it. {@code graph FROM TO}: the way that the cables leave between the two.
 */
final class GraphCommand implements LabCommand {
  private static final String STANDARD_OUTPUT = "-";

  /** Of a device of the whole lab; around one place all of them are told. */
  private static final int MOST_ADDRESSES = 3;

  /** What is asked for, taken apart. */
  private static final class Request {
    private boolean mermaid;
    private boolean dot;
    private boolean force;
    private Optional<String> svg = Optional.empty();
    private Optional<Theme> theme = Optional.empty();
    private Optional<String> place = Optional.empty();
    private Optional<String> other = Optional.empty();
  }

  @Override
  public int run(List<String> words, Workbench bench, Printer out) throws CommandException {
    Request request = parse(words, bench);
    NetworkGraph graph = LabPicture.graph(bench.lab());
    if (request.other.isPresent()) {
      String from = site(request.place.orElseThrow(), bench).netns();
      new Way(graph, bench).tell(from, site(request.other.get(), bench).netns(), out);
      return 0;
    }
    if (request.place.isPresent()) {
      graph = around(graph, site(request.place.get(), bench).netns());
    }
    boolean whole = request.place.isEmpty();
    if (request.svg.isPresent()) {
      svg(
          request,
          PictureSvg.of(picture(graph, whole, bench), bench.language(), request.theme),
          bench,
          out);
    } else if (request.mermaid) {
      out.verbatim(PictureMermaid.lines(picture(graph, whole, bench)));
    } else if (request.dot) {
      out.verbatim(PictureDot.lines(picture(graph, whole, bench)));
    } else {
      int most = whole ? MOST_ADDRESSES : Integer.MAX_VALUE;
      out.lines(new GraphText(graph, new LabNames(bench, whole), most, out.columns()).lines());
      new Way(graph, bench).tellRings(out);
    }
    return 0;
  }

  private static Request parse(List<String> words, Workbench bench) throws CommandException {
    Request request = new Request();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean more = i + 1 < words.size();
      switch (word) {
        case "--mermaid" -> request.mermaid = true;
        case "--dot" -> request.dot = true;
        case "--force", "-f" -> request.force = true;
        case "--svg" -> {
          if (!more) {
            throw bench.error("graph.usage", String.join(" ", words));
          }
          request.svg = Optional.of(words.get(++i));
        }
        case "--theme" -> {
          String theme = more ? words.get(++i) : "";
          request.theme = Theme.of(theme);
          if (request.theme.isEmpty() && !theme.equals("auto")) {
            throw bench.error("graph.theme", theme);
          }
        }
        default -> {
          if (word.startsWith("-") || request.other.isPresent()) {
            throw bench.error("graph.usage", String.join(" ", words));
          }
          request.other = request.place.map(first -> word);
          request.place = request.place.or(() -> Optional.of(word));
        }
      }
    }
    return request;
  }

  private static Sites.Site site(String place, Workbench bench) throws CommandException {
    return bench
        .sites()
        .find(place)
        .orElseThrow(() -> bench.error("error.place", place, places(bench)));
  }

  private static Picture picture(NetworkGraph graph, boolean whole, Workbench bench) {
    return LabPicture.of(bench.lab(), graph, whole);
  }

  private static void svg(Request request, String picture, Workbench bench, Printer out)
      throws CommandException {
    String file = request.svg.orElseThrow();
    if (file.equals(STANDARD_OUTPUT)) {
      out.verbatim(picture.lines().toList());
      return;
    }
    try {
      bench.files().create(file, request.force).write(picture.getBytes(StandardCharsets.UTF_8));
    } catch (FileRefusal refused) {
      throw bench.error(refused);
    }
    out.line(bench.text("graph.written", file));
  }

  static String places(Workbench bench) {
    return String.join(" ", bench.sites().names());
  }

  /** One namespace and those that a cable leads to. */
  private static NetworkGraph around(NetworkGraph graph, String netns) {
    Set<String> wanted = new LinkedHashSet<>();
    wanted.add(netns);
    for (DeviceNode device : graph.devices()) {
      if (device.netns().equals(netns)) {
        graph.peer(device).map(DeviceNode::netns).ifPresent(wanted::add);
      }
    }
    return NetworkGraph.of(
        graph.namespaces().stream().filter(n -> wanted.contains(n.netns())).toList());
  }
}
