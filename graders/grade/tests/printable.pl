#!/usr/bin/perl
# printable.pl - may this be shown in a terminal of 80 columns?
#
# usage: printable.pl FILE...
#
# Every line must be UTF-8 of at most 80 columns, without control characters
# and without characters that are invisible or turn the line around. Written
# apart from view_glyph.c, so that the one checks the other.
use strict;
use warnings;
use Encode;

sub flaw {
    my ($bytes) = @_;
    my $line = eval { decode('UTF-8', $bytes, Encode::FB_CROAK) };
    return 'is not UTF-8' unless defined $line;
    return 'holds a control character' if $line =~ /\p{Cc}/;
    return 'holds an invisible character' if $line =~ /[\p{Cf}\p{Zl}\p{Zp}]/;
    my $wide = () = $line =~ /[\p{Ea=W}\p{Ea=F}]/g;
    my $columns = length($line) + $wide;
    return "is $columns columns wide" if $columns > 80;
    return;
}

my $wrong = 0;
for my $path (@ARGV) {
    open my $file, '<:raw', $path or die "printable.pl: $path: $!\n";
    while (my $line = <$file>) {
        chomp $line;
        my $flaw = flaw($line) or next;
        print "$path: line $. $flaw\n";
        $wrong = 1;
    }
}
exit $wrong;
