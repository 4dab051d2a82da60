/**
 * The picture of a lab: one model of what is drawn ({@link passerelle.picture.Picture}), made from
 * snapshots of either kernel and from what the engine knows, where each thing stands ({@link
 * passerelle.picture.Arrangement}), and its writers: SVG, Mermaid and DOT.
 *
 * <p>One grammar holds everywhere: a box is a network stack, a pill is a container, a line is a
 * cable, a square at an edge is a port.
 */
package passerelle.picture;
