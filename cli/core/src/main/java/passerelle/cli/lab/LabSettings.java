package passerelle.cli.lab;

import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.engine.EngineVersion;
import passerelle.image.ImageCatalogue;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabRequest;

/**
 * What a lab is made with.
 *
 * @param engine engine version and the daemon's options
 * @param images image catalogue
 * @param seed what all randomness grows from: the same seed and commands give the same bytes
 */
public record LabSettings(EngineSettings engine, ImageCatalogue images, long seed) {
  /** The seed of a lab for which none is asked. */
  public static final long DEFAULT_SEED = 1;

  /** With an image catalogue that comes with Passerelle, {@code course} or {@code stand-in}. */
  public LabSettings(EngineSettings engine, String builtIn, long seed) {
    this(engine, ImageCatalogue.builtIn(builtIn), seed);
  }

  /** What a transcript asks for; a LabException when there is no such engine. */
  public static LabSettings of(LabRequest request) throws LabException {
    EngineProfile profile =
        EngineProfile.of(request.engine())
            .orElseThrow(
                () ->
                    new LabException(
                        "no engine %s; there are ".formatted(request.engine())
                            + String.join(", ", EngineVersion.labels())));
    return new LabSettings(EngineSettings.defaults(profile), request.images(), request.seed());
  }
}
