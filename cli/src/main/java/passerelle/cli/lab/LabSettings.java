package passerelle.cli.lab;

import passerelle.engine.EngineSettings;

/**
 * What a lab is made with.
 *
 * @param engine engine version and the daemon's options
 * @param images image catalogue: {@code course}, {@code stand-in}, or the path of a file
 * @param seed what all randomness grows from: the same seed and commands give the same bytes
 */
public record LabSettings(EngineSettings engine, String images, long seed) {
  /** The seed of a lab for which none is asked. */
  public static final long DEFAULT_SEED = 1;
}
