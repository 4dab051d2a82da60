package passerelle.kernel;

/**
 * A device that is listened to.
 *
 * @param netns the namespace it is in
 * @param name its name there
 */
public record CapturedDevice(String netns, String name) {}
