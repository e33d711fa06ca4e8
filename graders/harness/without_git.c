/* without_git.c - Criterion starts without libgit2.
 *
 * Criterion compares two texts with libgit2, and therefore starts that library
 * in the suite and in every process of a check; and that reads all of the
 * machine's certificates, although nobody asks for a network: of 10 ms of CPU
 * for an empty check, 4. The program's own definitions come before the
 * library's. No suite asks Criterion to compare texts: what a check found is
 * told in words of its own. If one did, it would be told that there is none.
 */
int git_libgit2_init(void);
int git_libgit2_shutdown(void);
int git_diff_buffers(void);

int git_libgit2_init(void)
{
    return 1; /* how often it was started */
}

int git_libgit2_shutdown(void)
{
    return 0;
}

int git_diff_buffers(void)
{
    return -1;
}
