/* Nothing to explore: what it costs to begin. */
int main(void)
{
    return 0;
}
