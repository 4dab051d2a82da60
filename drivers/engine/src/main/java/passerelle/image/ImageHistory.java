package passerelle.image;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import passerelle.kernel.Space;
import passerelle.text.Sha256;

/**
 * How an image came about: the steps of its build, of which some made a layer. The catalogue knows
 * an image's size and configuration; the steps follow from them as a Dockerfile would have it: a
 * base that images of the same kind share, the programs on top of it, files, and the settings.
 */
public final class ImageHistory {
  /** What the base images take, in octets: Debian's slim one, and Alpine's. */
  private static final long DEBIAN = 78_600_000;

  private static final long ALPINE = 8_310_000;

  private ImageHistory() {}

  /**
   * A layer.
   *
   * @param diff the digest of what it unpacks to (diff_id)
   * @param blob the digest of what is transferred
   * @param size unpacked, in octets
   * @param transferred compressed, in octets
   */
  public record Layer(String diff, String blob, long size, long transferred) {
    /** The first digits of the digest by which progress names it. */
    public String shortId() {
      return blob.substring("sha256:".length(), "sha256:".length() + 12);
    }
  }

  /**
   * A step.
   *
   * @param createdBy the instruction
   * @param layer what it made; none for a setting
   */
  public record Step(String createdBy, String comment, List<Layer> layer) {
    /** What it made takes, in octets. */
    public long size() {
      return layer.stream().mapToLong(Layer::size).sum();
    }
  }

  /** The steps, first ones first. */
  public static List<Step> of(Image image) {
    if (image.layers().imported()) {
      Layer only = layer(archive(image), "whole", image.size(), image.layers().content());
      return List.of(new Step("", "Imported from -", List.of(only)));
    }
    long base = Math.min(image.size(), isSmall(image) ? ALPINE : DEBIAN);
    boolean alpine = base == ALPINE || isSmall(image);
    List<Step> steps = new ArrayList<>();
    String shared = base == image.size() ? image.id() : alpine ? "alpine" : "debian";
    Layer first = layer(shared, "base", base, compressed(image, base));
    steps.add(
        new Step(
            alpine
                ? "ADD alpine-minirootfs-x86_64.tar.gz / # buildkit"
                : "# debian.sh --arch 'amd64' out/ 'trixie'",
            alpine ? "buildkit.dockerfile.v0" : "debuerreotype 0.16",
            List.of(first)));
    settings(image, steps, false);
    long rest = image.size() - base;
    if (rest > 0) {
      long files = Math.min(rest / 2, image.files().size() * 4_096L);
      add(image, steps, "RUN /bin/sh -c set -x     && install # buildkit", rest - files);
      if (files > 0) {
        add(image, steps, "COPY files / # buildkit", files);
      }
    }
    settings(image, steps, true);
    return List.copyOf(steps);
  }

  /** It stands on Alpine's image, or on nothing. */
  private static boolean isSmall(Image image) {
    return Space.isBusybox(image.toolset()) || image.toolset().equals("none");
  }

  /** What was imported from the same archive is the same layer, whatever runs in it. */
  private static String archive(Image image) {
    return image.size() + " " + image.toolset() + " " + new TreeMap<>(image.files());
  }

  private static void add(Image image, List<Step> steps, String by, long size) {
    Layer made = layer(image.id(), by, size, compressed(image, size));
    steps.add(new Step(by, "buildkit.dockerfile.v0", List.of(made)));
  }

  /** The instructions that make no layer: variables first, what runs last. */
  private static void settings(Image image, List<Step> steps, boolean last) {
    List<String> words = new ArrayList<>();
    Image.Process process = image.process();
    if (last) {
      process.entrypoint().stream()
          .limit(1)
          .forEach(e -> words.add(list("ENTRYPOINT", process.entrypoint())));
      image.exposed().forEach(port -> words.add("EXPOSE map[" + port + ":{}]"));
      if (!process.stopSignal().isEmpty()) {
        words.add("STOPSIGNAL " + process.stopSignal());
      }
      process.command().stream().limit(1).forEach(c -> words.add(list("CMD", process.command())));
    } else {
      image.labels().forEach((key, value) -> words.add("LABEL " + key + "=" + value));
      process.environment().forEach(variable -> words.add("ENV " + variable));
      if (!process.directory().isEmpty()) {
        words.add("WORKDIR " + process.directory());
      }
    }
    words.forEach(by -> steps.add(new Step(by, "buildkit.dockerfile.v0", List.of())));
  }

  private static String list(String instruction, List<String> words) {
    return instruction + " [\"" + String.join("\" \"", words) + "\"]";
  }

  private static long compressed(Image image, long size) {
    return image.size() == 0
        ? 0
        : Math.round((double) size * image.layers().content() / image.size());
  }

  private static Layer layer(String owner, String what, long size, long transferred) {
    return new Layer(digest("diff", owner, what), digest("blob", owner, what), size, transferred);
  }

  /** A digest that follows from what it is of. */
  static String digest(String kind, String owner, String what) {
    return "sha256:" + Sha256.hex(kind + " " + owner + " " + what);
  }

  /** The layer that was made here of what a container had written. */
  public static Layer ownLayer(Image image, long size) {
    return layer(image.id(), "commit", size, size * 3 / 8);
  }

  /** A digest of a text that a build compares. */
  public static String checksum(String text) {
    return digest("checksum", "", text);
  }

  /** The layers, lowest first. */
  public static List<Layer> layers(Image image) {
    List<Layer> layers = new ArrayList<>();
    of(image).forEach(step -> layers.addAll(step.layer()));
    return Collections.unmodifiableList(layers);
  }
}
