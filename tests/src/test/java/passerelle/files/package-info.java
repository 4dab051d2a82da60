/** Files of the machine: what a stranger's data may read and write, and the ways out. */
package passerelle.files;
