#!/usr/bin/perl
# csv.pl - is this grade book what RFC 4180 and a careful instructor want?
#
# usage: csv.pl GRADEBOOK ROWS
#
# Reads it with a reader of its own: every record has as many fields as the
# head, none is a formula, totals are the sums, and there are ROWS students.
use strict;
use warnings;

my ($path, $rows) = @ARGV;
open my $file, '<:raw', $path or die "csv.pl: $path: $!\n";
my $text = do { local $/; <$file> };
my $wrong = 0;

sub complain {
    print "$path: @_\n";
    $wrong = 1;
}

my @records;
my @record;
pos($text) = 0;
while (pos($text) < length $text) {
    if ($text =~ /\G"((?:[^"]|"")*)"/gc) {
        (my $field = $1) =~ s/""/"/g;
        push @record, $field;
    } elsif ($text =~ /\G([^",\n]*)/gc) {
        push @record, $1;
    }
    next if $text =~ /\G,/gc && $text !~ /\G\z/;
    $text =~ /\G\n/gc or do { complain('a stray quote'); last };
    push @records, [@record];
    @record = ();
}

my $head = shift @records;
my $labs = @$head - 4;
complain('head') unless $head->[0] eq 'student'
    && "@$head[-3 .. -1]" eq 'total max undecided';
complain(scalar(@records) . " students, not $rows") if @records != $rows;
for my $record (@records) {
    my @cells = @$record[1 .. $labs];
    my ($total, $max, $undecided) = @$record[-3 .. -1];
    my $sum = 0;
    complain("$record->[0]: fields") if @$record != @$head;
    complain("$record->[0]: formula") if grep { /\A[=+\-@\t\r]/ } @$record;
    complain("$record->[0]: control") if grep { /[\x00-\x1f\x7f]/ } @$record;
    $sum += /\A\d+\z/ ? $_ : 0 for @cells;
    complain("$record->[0]: total") if $sum != $total || $total > $max;
    complain("$record->[0]: undecided")
        if $undecided != grep { $_ eq 'undecided' } @cells;
    complain("$record->[0]: cell")
        if grep { !/\A(?:\d+|undecided|)\z/ } @cells;
}
exit $wrong;
