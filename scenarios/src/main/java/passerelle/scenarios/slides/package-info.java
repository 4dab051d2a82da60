/**
 * Slides and tutorials written for people, replayed as they are: {@code passerelle slides}.
 *
 * <p>A {@link passerelle.scenarios.slides.Deck} is read leniently; its commands run in a {@link
 * passerelle.scenarios.slides.SlideLab}, which follows the prompts; what they print is compared
 * with what the deck prints by its {@link passerelle.scenarios.slides.Shape}.
 */
package passerelle.scenarios.slides;
