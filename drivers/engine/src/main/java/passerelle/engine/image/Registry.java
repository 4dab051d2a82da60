package passerelle.engine.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import passerelle.engine.EngineException;
import passerelle.engine.Phrase;
import passerelle.engine.Wording;
import passerelle.engine.state.EngineState;
import passerelle.engine.state.Host;
import passerelle.engine.state.Images;
import passerelle.gotemplate.Units;
import passerelle.image.Image;
import passerelle.image.ImageCatalogue;
import passerelle.image.ImageHistory;
import passerelle.image.ImageReference;

/**
 * Pulls images: finds the registry by its name and connects to it through the lab's network, then
 * takes from the catalogue, which is what the registry has (distribution/pull_v2.go).
 */
public record Registry(
    Host host, EngineState state, ImageCatalogue offered, Images images, Wording wording) {
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  /** Octets that a layer's transfer takes in a nanosecond: 40 MB/s. */
  private static final double SPEED = 0.04;

  /**
   * Pulls an image ({@code docker pull}).
   *
   * @param begun called when the registry has answered that it has the image
   */
  public PullResult pull(ImageReference wanted, Runnable begun, PullProgress progress)
      throws EngineException {
    ImageReference reference = wanted.withDefaultTag();
    connect(reference);
    Image image = offered(reference);
    begun.run();
    Optional<Image> known =
        images.all().stream().filter(i -> i.id().equals(image.id())).findFirst();
    boolean isNew = known.filter(i -> i.references().containsAll(names(reference))).isEmpty();
    List<ImageHistory.Layer> missing = new ArrayList<>();
    if (known.isEmpty()) {
      for (ImageHistory.Layer layer : ImageHistory.layers(image)) {
        if (images.hasLayer(layer, "")) {
          progress.layer(layer, PullProgress.Status.ALREADY_EXISTS);
        } else {
          missing.add(layer);
        }
      }
      fetch(missing, progress);
      images.add(image.withReferences(names(reference)));
    } else {
      names(reference).forEach(name -> images.name(known.get(), name));
    }
    state.events().image(reference.familiar(), "pull", reference.familiarName(), image.labels());
    return new PullResult(reference, image, isNew);
  }

  /** A digest is no name that stays. */
  private static List<String> names(ImageReference reference) {
    return reference.digest().isEmpty() ? List.of(reference.familiar()) : List.of();
  }

  private void fetch(List<ImageHistory.Layer> layers, PullProgress progress) {
    layers.forEach(l -> progress.layer(l, PullProgress.Status.PULLING));
    for (ImageHistory.Layer layer : layers) {
      host.kernel().clock().work((long) (layer.transferred() / SPEED));
      progress.layer(layer, PullProgress.Status.VERIFYING);
      progress.layer(layer, PullProgress.Status.DOWNLOADED);
    }
    for (ImageHistory.Layer layer : layers) {
      host.kernel().clock().work((long) (layer.size() / SPEED / 4));
      progress.layer(layer, PullProgress.Status.COMPLETE);
    }
  }

  /** An image of the registry's that is wanted for a build, and gets no name here. */
  public Image find(ImageReference reference) throws EngineException {
    connect(reference);
    return offered(reference);
  }

  /** Fetches the layers of such an image, and tells what is done with each. */
  public void fetch(Image image, Consumer<String> told) {
    PullProgress progress =
        (layer, status) -> {
          String size = Units.humanSize(layer.transferred(), 3);
          if (status == PullProgress.Status.DOWNLOADED) {
            told.accept(layer.blob() + " " + size + " / " + size);
          } else if (status == PullProgress.Status.COMPLETE) {
            told.accept("extracting " + layer.blob());
          }
        };
    fetch(ImageHistory.layers(image), progress);
  }

  /** What the registry has by that name: any tag of the catalogue's, or nothing. */
  private Image offered(ImageReference reference) throws EngineException {
    Optional<Image> image =
        reference.digest().isEmpty()
            ? offered.find(reference.familiar())
            : offered.find(reference.familiarName(), reference.digest());
    return image.orElseThrow(
        () ->
            EngineException.notFound(
                offered.hasRepository(reference.familiarName())
                    ? wording.says(Phrase.NO_SUCH_TAG, reference.familiar(), reference.full())
                    : wording.says(
                        Phrase.NO_SUCH_REPOSITORY, reference.familiarName(), reference.full())));
  }

  private void connect(ImageReference reference) throws EngineException {
    Optional<String> failure = dial(reference.server());
    if (failure.isPresent()) {
      throw EngineException.system(wording.registryUnreachable(reference, failure.get()));
    }
  }

  /**
   * Looks a server of the registry up and connects to it, as the engine's HTTP client does.
   *
   * @return nothing when it worked, or why not
   */
  private Optional<String> dial(String server) throws EngineException {
    List<Optional<String>> outcome = new ArrayList<>();
    int colon = server.lastIndexOf(':');
    String name = colon < 0 ? server : server.substring(0, colon);
    int port = port(server, colon);
    boolean can =
        host.kernel().spaces().dial(host.netns(), name, port, failure -> outcome.add(failure));
    if (!can) {
      throw EngineException.system("Passerelle does not reach a registry on the real kernel");
    }
    host.kernel().clock().advanceUntil(() -> !outcome.isEmpty(), Long.MAX_VALUE / 4);
    return outcome.get(0);
  }

  private static int port(String server, int colon) {
    String digits = colon < 0 ? "" : server.substring(colon + 1);
    return digits.matches("\\d{1,5}")
        ? Integer.parseInt(digits)
        : ImageReference.isLocal(server) ? HTTP : HTTPS;
  }

  /** Connects to a registry, as a push and a login begin. */
  public void reach(String server) throws EngineException {
    Optional<String> failure = dial(server);
    if (failure.isPresent()) {
      throw EngineException.system(
          "Get \"" + ImageReference.scheme(server) + server + "/v2/\": " + failure.get());
    }
    if (!server.endsWith("docker.io")) {
      throw EngineException.system("Passerelle does not model a registry of one's own");
    }
  }

  /**
   * {@code docker search}, as far as it goes here: to the server, and no further.
   *
   * @param most {@code --limit}
   */
  public void search(String term, int most) throws EngineException {
    Optional<String> failure = dial("index.docker.io");
    if (failure.isPresent()) {
      throw EngineException.system(
          "Get \"https://index.docker.io/v1/search?q="
              + (term + "&n=" + most + "\": " + failure.get()));
    }
  }
}
