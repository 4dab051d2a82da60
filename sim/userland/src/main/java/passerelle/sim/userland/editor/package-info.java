/** Editors on the whole screen of a terminal: nano, vi. */
package passerelle.sim.userland.editor;
