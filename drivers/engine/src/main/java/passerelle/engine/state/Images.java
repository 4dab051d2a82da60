package passerelle.engine.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.EngineProfile;
import passerelle.image.Image;
import passerelle.image.ImageCatalogue;
import passerelle.image.ImageHistory;
import passerelle.image.ImageReference;

/**
 * The images that an engine has (image/store.go, reference/store.go).
 *
 * @param offered what the registry has
 */
public record Images(EngineState state, ImageCatalogue offered) {

  /** Whether an image is known by its digest in a repository, which it was pulled from. */
  public boolean isPulled(Image image, String repository) {
    return !image.layers().imported()
        && image.references().stream().anyMatch(r -> r.startsWith(repository + ":"))
        && offered.hasRepository(repository);
  }

  /** Their archives. */
  public SavedImages saved(EngineProfile profile) {
    return new SavedImages(state, this, profile);
  }

  /** All of them, in the order in which they came. */
  public List<Image> all() {
    return List.copyOf(state.images());
  }

  /** The same, unless they are those that were there at first. */
  public List<Image> changed() {
    return state.hasFirstImages() ? List.of() : all();
  }

  /** By name with or without tag, by digest, or by id or its beginning. */
  public Optional<Image> find(String wanted) {
    String reference = ImageCatalogue.normalize(wanted);
    Optional<Image> here = state.image(reference);
    if (here.isPresent()) {
      return here;
    }
    Optional<Image> never = state.hasAll() ? fetched(reference) : Optional.empty();
    if (never.isPresent()) {
      return never;
    }
    int at = wanted.indexOf('@');
    String id = wanted.substring(at + 1);
    String hex = id.startsWith("sha256:") ? id.substring("sha256:".length()) : id;
    if (!hex.matches("[0-9a-f]{1,64}")) {
      return Optional.empty();
    }
    return state.images().stream()
        .filter(i -> at < 0 ? i.id().startsWith(hex) : i.id().equals(hex) || isManifest(i, hex))
        .findFirst();
  }

  /** Where all images are there from the start, so are those of tags that nobody has listed. */
  private Optional<Image> fetched(String reference) {
    Optional<Image> image =
        offered.find(reference).filter(i -> !state.removedImages().contains(reference));
    image.map(i -> i.withReferences(List.of(reference))).ifPresent(this::add);
    return image;
  }

  private static boolean isManifest(Image image, String hex) {
    return image.manifestDigest().endsWith(hex);
  }

  /** The same, or dockerd's refusal. */
  public Image get(String wanted) throws EngineException {
    return find(wanted).orElseThrow(() -> missing(wanted));
  }

  public static EngineException missing(String wanted) {
    return EngineException.notFound("No such image: " + ImageCatalogue.normalize(wanted));
  }

  /** Adds an image that came from elsewhere; its names are taken from others that have them. */
  public void add(Image image) {
    image.references().forEach(this::takeAway);
    state.images().removeIf(i -> i.id().equals(image.id()));
    state.images().add(image);
  }

  private void takeAway(String reference) {
    for (Image other : all()) {
      if (other.references().contains(reference)) {
        List<String> left = new ArrayList<>(other.references());
        left.remove(reference);
        replace(other, left);
      }
    }
  }

  private Image replace(Image image, List<String> references) {
    Image next = image.withReferences(references);
    state.images().set(state.images().indexOf(image), next);
    return next;
  }

  /** {@code docker tag}. */
  public void tag(String source, ImageReference target) throws EngineException {
    Image image = get(source);
    name(image, target.withDefaultTag().familiar());
    state.events().image(image.digest(), "tag", target.withDefaultTag().familiar(), image.labels());
  }

  /** Gives an image one more name. */
  public void name(Image image, String reference) {
    if (!image.references().contains(reference)) {
      takeAway(reference);
      Image current = current(image);
      List<String> more = new ArrayList<>(current.references());
      more.add(reference);
      replace(current, more.stream().sorted().toList());
    }
  }

  private Image current(Image image) {
    return state.images().stream().filter(i -> i.id().equals(image.id())).findFirst().orElseThrow();
  }

  /** Takes a name from an image; the image stays, with what names it has left. */
  public Image untag(Image image, String reference) {
    List<String> left = new ArrayList<>(image.references());
    left.remove(reference);
    state.removedImages().add(reference);
    return replace(image, left);
  }

  public void drop(Image image) {
    state.removedImages().addAll(image.references());
    state.images().remove(image);
  }

  /** The layers of an image, lowest first. */
  public List<ImageHistory.Layer> layers(Image image) {
    Optional<Commit> commit = commit(image);
    if (commit.isEmpty()) {
      return ImageHistory.layers(image);
    }
    List<ImageHistory.Layer> layers = new ArrayList<>(layers(commit.get().parent()));
    if (commit.get().isLayer()) {
      layers.add(ImageHistory.ownLayer(image, commit.get().size()));
    }
    return layers;
  }

  /** Whether an image that is here has a layer, some image aside. */
  public boolean hasLayer(ImageHistory.Layer layer, String aside) {
    return state.images().stream()
        .filter(i -> !i.id().equals(aside))
        .flatMap(i -> layers(i).stream())
        .anyMatch(l -> l.diff().equals(layer.diff()));
  }

  /** Octets of all layers, each counted once. */
  public long layersSize() {
    Map<String, Long> sizes = new HashMap<>();
    state.images().forEach(i -> layers(i).forEach(l -> sizes.put(l.diff(), l.size())));
    return sizes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Octets of the layers that no other image has. */
  public long unique(Image image) {
    return layers(image).stream()
        .filter(layer -> !hasLayer(layer, image.id()))
        .mapToLong(ImageHistory.Layer::size)
        .sum();
  }

  /** The containers that were made of an image. */
  public List<Container> users(Image image) {
    return state.containers().stream().filter(c -> c.image().id().equals(image.id())).toList();
  }

  /** Whether an image that is here was made of a container of this one. */
  public boolean isParent(Image image) {
    return state.images().stream()
        .flatMap(i -> commit(i).stream())
        .anyMatch(c -> c.parent().id().equals(image.id()));
  }

  /** What was said of an image when it was imported. */
  public String importMessage(Image image) {
    return state.messages().getOrDefault(image.id(), "Imported from -");
  }

  /** How an image was made here of a container; empty for one that came from elsewhere. */
  public Optional<Commit> commit(Image image) {
    return Optional.ofNullable(state.commits().get(image.id()));
  }

  /**
   * An image that was made of a container.
   *
   * @param parent the image that the container was of
   * @param command what the container ran
   * @param size what its layer takes, in octets
   * @param isLayer it has made one, and not changed settings alone
   */
  public record Commit(
      Image parent, String command, String comment, String author, long size, boolean isLayer) {}
}
