# table.pl FILE COLUMNS - a CSV file of RFC 4180 has so many columns in every
# row, and no field that a spreadsheet would run.  Prints the fields, a row a
# line, with | between them.
use strict;
use warnings;

my ($path, $columns) = @ARGV;
open my $file, '<:raw', $path or die "$path: $!\n";
my $text = do { local $/; <$file> };
my $rows = 0;
while (length $text) {
    my @row;
    do {
        if ($text =~ s/\A"((?:[^"]|"")*)"//s) {
            (my $field = $1) =~ s/""/"/g;
            push @row, $field;
        } else {
            $text =~ s/\A([^",\n]*)//;
            push @row, $1;
        }
    } while ($text =~ s/\A,//);
    $text =~ s/\A\r?\n// or die "$path: row $rows is no CSV\n";
    @row == $columns or die "$path: row $rows has @{[scalar @row]} fields\n";
    for (@row) {
        die "$path: row $rows: a formula: $_\n"
            if /\A[=+\@\t\r\n-]/ && !/\A-\z/;
    }
    print join('|', @row), "\n";
    $rows++;
}
