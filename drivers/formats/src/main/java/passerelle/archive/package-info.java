/** Archives of files: tar as POSIX has it. */
package passerelle.archive;
