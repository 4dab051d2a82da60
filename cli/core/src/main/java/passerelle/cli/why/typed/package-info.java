/**
 * What was typed for what there is in a lab ({@link passerelle.cli.why.typed.Makers}), and what
 * could be typed in its place: command lines, Compose files, files of settings, as {@link
 * passerelle.cli.why.typed.Remedy}.
 */
package passerelle.cli.why.typed;
