package passerelle.engine.image;

import passerelle.image.Image;
import passerelle.image.ImageReference;

/**
 * What came of a pull.
 *
 * @param reference of the image, with its tag
 * @param isNew it was not here by that name before
 */
public record PullResult(ImageReference reference, Image image, boolean isNew) {}
