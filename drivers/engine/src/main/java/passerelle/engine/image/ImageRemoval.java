package passerelle.engine.image;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.EngineProfile;
import passerelle.engine.Identities;
import passerelle.engine.Phrase;
import passerelle.engine.Trait;
import passerelle.engine.state.EngineState;
import passerelle.engine.state.Images;
import passerelle.engine.state.Pruned;
import passerelle.image.Image;
import passerelle.image.ImageHistory;
import passerelle.image.ImageReference;

/**
 * Removes names of images, and images (daemon/images/image_delete.go,
 * daemon/containerd/image_delete.go).
 */
public record ImageRemoval(EngineState state, Images images, EngineProfile profile) {

  /** One line of what was done. */
  private static final class Records {
    private final List<String> lines = new ArrayList<>();

    void untagged(String name) {
      lines.add("Untagged: " + name);
    }

    void deleted(String digest) {
      lines.add("Deleted: " + digest);
    }
  }

  /**
   * {@code docker rmi}: what it prints, a line for each thing done.
   *
   * @param parents images without a name that it was made of go, too
   */
  public List<String> remove(String typed, boolean force, boolean parents) throws EngineException {
    Image image = images.find(typed).orElseThrow(() -> unknown(typed));
    Optional<Image> parent = images.commit(image).map(Images.Commit::parent);
    Records records = new Records();
    Optional<ImageReference> name = reference(typed, image);
    if (name.isPresent()) {
      byName(typed, name.get(), image, force, records);
    } else {
      byId(image, force, records);
    }
    if (parents) {
      removeParent(image, parent, records);
    }
    return records.lines;
  }

  private static EngineException unknown(String typed) {
    try {
      ImageReference.parse(typed);
      return Images.missing(typed);
    } catch (ImageReference.Problem e) {
      return EngineException.bad(e.getMessage());
    }
  }

  private void removeParent(Image image, Optional<Image> parent, Records records) {
    Optional<Image> left = parent.flatMap(p -> images.find("sha256:" + p.id()));
    boolean gone = images.find("sha256:" + image.id()).isEmpty();
    boolean unused =
        left.filter(p -> p.references().isEmpty() && images.users(p).isEmpty()).isPresent()
            && !images.isParent(left.get());
    if (gone && unused) {
      delete(left.get(), records);
    }
  }

  private static Optional<ImageReference> reference(String typed, Image image) {
    String bare = typed.startsWith("sha256:") ? typed.substring("sha256:".length()) : typed;
    try {
      return image.id().startsWith(bare)
          ? Optional.empty()
          : Optional.of(ImageReference.parse(typed).withDefaultTag());
    } catch (ImageReference.Problem digits) {
      return Optional.empty();
    }
  }

  private void byName(
      String typed, ImageReference name, Image image, boolean force, Records records)
      throws EngineException {
    Optional<Container> user = images.users(image).stream().findFirst();
    boolean last = image.references().size() <= 1;
    if (last && user.isPresent() && !force) {
      throw EngineException.conflict(
          profile.says(
              Phrase.IMAGE_REFERENCED,
              typed,
              name.familiar(),
              user.get().shortId(),
              image.id().substring(0, 12)));
    }
    Image left = untag(image, name.familiar(), records);
    if (!last || images.isParent(left)) {
      return;
    }
    if (user.filter(Container::isRunning).isPresent()
        || user.isPresent() && !profile.has(Trait.KEEPS_LAYERS_APART)) {
      return;
    }
    delete(left, records);
  }

  private void byId(Image image, boolean force, Records records) throws EngineException {
    List<Container> users = images.users(image);
    Optional<Container> running = users.stream().filter(Container::isRunning).findFirst();
    if (running.isPresent()) {
      throw conflict(image, "cannot be forced", "used by running container", running.get());
    }
    if (images.isParent(image) && profile.has(Trait.KEEPS_LAYERS_APART)) {
      throw EngineException.conflict(
          "conflict: unable to delete "
              + image.id().substring(0, 12)
              + " (cannot be forced) - image has dependent child images");
    }
    long repositories =
        image.references().stream().map(ImageRemoval::repository).distinct().count();
    if (repositories > 1 && !force) {
      throw EngineException.conflict(
          "conflict: unable to delete "
              + image.id().substring(0, 12)
              + " (must be forced) - image is referenced in multiple repositories");
    }
    if (!users.isEmpty() && !force) {
      throw conflict(image, "must be forced", "used by stopped container", users.get(0));
    }
    Image left = image;
    for (String reference : image.references()) {
      left = untag(left, reference, records);
    }
    delete(left, records);
  }

  private static EngineException conflict(
      Image image, String force, String use, Container container) {
    return EngineException.conflict(
        "conflict: unable to delete "
            + (image.id().substring(0, 12) + " (" + force + ") - image is being ")
            + (use + " " + container.shortId()));
  }

  private static String repository(String reference) {
    return reference.substring(0, reference.lastIndexOf(':'));
  }

  private Image untag(Image image, String reference, Records records) {
    Image left = images.untag(image, reference);
    String called = profile.has(Trait.KEEPS_LAYERS_APART) ? image.digest() : reference;
    state.events().image(image.digest(), "untag", called, image.labels());
    records.untagged(reference);
    boolean digestLeft =
        profile.has(Trait.KEEPS_LAYERS_APART)
            && images.isPulled(image, repository(reference))
            && left.references().stream()
                .noneMatch(r -> repository(r).equals(repository(reference)));
    if (digestLeft) {
      records.untagged(repository(reference) + "@" + image.manifestDigest());
    }
    return left;
  }

  private void delete(Image image, Records records) {
    images.drop(image);
    state.events().image(image.digest(), "delete", image.digest(), image.labels());
    records.deleted(image.digest());
    if (!profile.has(Trait.KEEPS_LAYERS_APART) || !images.users(image).isEmpty()) {
      return;
    }
    List<ImageHistory.Layer> layers = new ArrayList<>(images.layers(image));
    Collections.reverse(layers);
    for (ImageHistory.Layer layer : layers) {
      if (!images.hasLayer(layer, "")) {
        records.deleted("sha256:" + Identities.derived("chain", layer.diff()));
      }
    }
  }

  /**
   * {@code docker image prune}: the lines, and what was reclaimed.
   *
   * @param all images with names, too
   */
  public Pruned prune(boolean all, Predicate<Image> wanted) {
    Records records = new Records();
    long reclaimed = 0;
    for (Image image : images.all()) {
      boolean unused = images.users(image).isEmpty();
      unused &= !images.isParent(image);
      if (unused && (all || image.references().isEmpty()) && wanted.test(image)) {
        Image left = image;
        for (String reference : image.references()) {
          left = untag(left, reference, records);
        }
        reclaimed += images.unique(image);
        delete(left, records);
      }
    }
    state.events().pruned("image", reclaimed);
    List<String> lines =
        records.lines.stream()
            .map(line -> Character.toLowerCase(line.charAt(0)) + line.substring(1))
            .toList();
    return new Pruned(lines, reclaimed);
  }
}
