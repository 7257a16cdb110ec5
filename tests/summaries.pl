#!/usr/bin/perl
# summaries.pl DATABASE ASKS: every summary that ASKS names, from the raw events alone, by other
# means than db/ has: no roll-up, no view, no code in common, everything counted the long way round.
# ASKS: number, first day, last day, Home, group, child, grade, a line each.
use strict;
use warnings;
use JSON::PP;
use Time::Local;

my ($file, $asks) = @ARGV;
my @FIGURES = qw(children days sessions minutes streak open_days average peak first_time assumed
    corrected classes in_class took_part stars homework_set homework_done lessons lessons_right
    mood_1 mood_2 mood_3 mood_4 mood_5 volunteers volunteer_minutes);
my @ATTENDANCE = @FIGURES[0 .. 10];
my @MOODS = map { "mood_$_" } 1 .. 5;
my @VOLUNTEERS = qw(volunteers volunteer_minutes);

sub table {
    my $sql = shift;
    open my $in, '-|', 'sqlite3', '-separator', "\x1f", '-newline', "\x1e", $file, $sql or die;
    local $/ = "\x1e";
    my @rows = map { chomp; [split /\x1f/, $_, -1] } <$in>;
    close $in or die "sqlite3: $sql";
    return @rows;
}

# Days as numbers, by way of the calendar of the C library.
sub day_of {
    my ($ms, $offset) = @_;
    my $local = $ms + $offset * 60000;
    my $s = ($local - ($local % 1000)) / 1000;
    my @t = gmtime $s;
    return ($t[5] + 1900) * 10000 + ($t[4] + 1) * 100 + $t[3];
}
sub noon { my $d = shift; timegm(0, 0, 12, $d % 100, int($d / 100) % 100 - 1, int($d / 10000)) }
sub moved { my ($d, $n) = @_; day_of((noon($d) + $n * 86400) * 1000, 0) }
sub weekday { (gmtime noon(shift))[6] || 7 }
sub monday { my $d = shift; moved($d, 1 - weekday($d)) }
sub iso_week {
    my $thursday = moved(monday(shift), 3);
    return sprintf '%d-W%02d', int($thursday / 10000), int((gmtime noon($thursday))[7] / 7) + 1;
}
sub dashed { my $d = shift; sprintf '%04d-%02d-%02d', $d / 10000, $d / 100 % 100, $d % 100 }
sub age {
    my ($born, $day) = @_;
    return -1 unless $born;
    my $years = int($day / 10000) - int($born / 10000);
    $years-- if $day % 10000 < $born % 10000;
    return $years < 0 || $years > 150 ? -1 : $years;
}

my %home = map { $_->[0] => {id => $_->[0], name => $_->[1], village => $_->[2], offset => $_->[3]} }
    table('SELECT id, name, village, utc_offset_min FROM home');
my %child = map {
    $_->[0] => {id => $_->[0], no => $_->[1], home => $_->[2], born => $_->[3], school => $_->[4],
        grade => $_->[5]}
} table('SELECT id, no, home_id, born_day, school, grade FROM child');
my %role = map { $_->[0] => $_->[1] } table('SELECT id, role FROM staff');
my %base = map { $_->[0] => $_->[1] } table('SELECT hex(boot_id), base_utc_ms FROM boot');
my @items = map {
    {id => $_->[0], school => $_->[1], grade => $_->[2], child => $_->[3], due => $_->[4]}
} table('SELECT id, school, grade, child_id, due_day FROM homework');
my %item = map { $_->{id} => $_ } @items;

my (@events, %by_id, %undone);
for (table('SELECT seq, hex(id), kind, home_id, child_id, staff_id, hex(cause), at_utc_ms,
    hex(boot_id), mono_ms, clock_trusted, payload FROM event ORDER BY seq')) {
    my %e;
    @e{qw(seq id kind home child staff cause at boot mono trusted payload)} = @$_;
    $e{p} = JSON::PP->new->decode($e{payload});
    $e{time} = $e{trusted} || !defined $base{$e{boot}} ? $e{at} : $base{$e{boot}} + $e{mono};
    $e{day} = day_of($e{time}, $home{$e{home}}{offset});
    push @events, \%e;
    $by_id{$e{id}} = \%e;
    $undone{$e{cause}} = 1 if $e{kind} eq 'mark_undo' || $e{kind} eq 'homework_undo';
}

# Checks as they are known now: the last word on each.
my %check;
for my $e (@events) {
    if ($e->{kind} eq 'check_in' || $e->{kind} eq 'check_out') {
        my $assumed = ($e->{p}{via} // '') eq 'assumed';
        $check{$e->{id}} = {seq => $e->{seq}, home => $e->{home}, kind => $e->{kind},
            child => $e->{child}, time => $e->{time}, assumed => $assumed, own => $e->{time},
            was_assumed => $assumed};
    } elsif ($e->{kind} eq 'correction') {
        my $root = $e->{cause} || $e->{id};
        $check{$root} //= {seq => $e->{seq}, home => $e->{home}, own => $e->{time},
            was_assumed => 0};
        my $c = $check{$root};
        my $told = $e->{p}{at_utc_ms};
        @$c{qw(kind child corrected)} = ($e->{p}{check}, $e->{p}{child}, 1);
        $c->{time} = $told // $c->{own};
        $c->{stated} = defined $told;
        $c->{assumed} = $c->{was_assumed} && !defined $told;
    }
}

# Checks of a day in the order in which they happened.
sub in_order {
    my $reached;
    for my $c (sort { $a->{seq} <=> $b->{seq} } @_) {
        $c->{place} = $c->{time};
        next if $c->{stated};
        $reached = $c->{time} if !defined $reached || $c->{time} > $reached;
        $c->{place} = $reached;
    }
    return sort { $a->{place} <=> $b->{place} || $a->{seq} <=> $b->{seq} } @_;
}

# Days of attendance: child, Home, day.
my (%of_day, @days);
for my $c (values %check) {
    next if $c->{kind} eq 'none';
    my $day = day_of($c->{time}, $home{$c->{home}}{offset});
    push @{$of_day{"$day $c->{home} $c->{child}"}}, $c;
}
for my $key (keys %of_day) {
    my ($day, $home, $child) = split / /, $key;
    my $d = {day => $day, home => $home, child => $child, came => 0, minutes => 0, assumed => 0,
        corrected => 0, stays => []};
    my $since;
    for my $c (in_order(@{$of_day{$key}})) {
        $d->{corrected} = 1 if $c->{corrected};
        if ($c->{kind} eq 'check_in') {
            next if defined $since;
            $since = $c->{time};
            $d->{came}++;
            $d->{first} = $since if !defined $d->{first} || $since < $d->{first};
            next;
        }
        next if $c->{assumed} && !defined $since;
        $d->{assumed} = 1 if $c->{assumed};
        if (defined $since && $c->{time} > $since) {
            $d->{minutes} += int(($c->{time} - $since) / 60000);
            push @{$d->{stays}}, [$since, $c->{time}];
        }
        undef $since;
    }
    push @{$d->{stays}}, [$since, 9e15] if defined $since;
    push @days, $d if $d->{came};
}
my (%open, %first);
for my $d (@days) {
    $open{$d->{home}}{$d->{day}} = 1;
    $first{$d->{child}} = $d->{day}
        if !defined $first{$d->{child}} || $d->{day} < $first{$d->{child}};
}

# Marks that hold: the newest of a child in a class on a day; and titles of classes.
my (%mark, %title, %ticked);
for my $e (@events) {
    if ($e->{kind} eq 'activity_mark') {
        my $class = "$e->{p}{day} $e->{p}{session}";
        my $t = $title{$class};
        my $name = $e->{p}{title} ne '' ? $e->{p}{title} : $e->{p}{subject};
        $title{$class} = [$e->{child}, $name] if !$t || $e->{child} < $t->[0];
        $mark{"$class $e->{child}"} = $e unless $undone{$e->{id}};
    } elsif ($e->{kind} eq 'homework_mark' && !$undone{$e->{id}}) {
        $ticked{"$e->{p}{homework} $e->{child}"} = $e;
    }
}

# One thing that happened, as a row of facts: what, day, Home, child.
my @facts;
for my $key (keys %mark) {
    my ($day, $session) = split / /, $key;
    push @facts, {what => 'mark', day => $day, home => $mark{$key}{home},
        child => $mark{$key}{child}, mark => $mark{$key}{p}{mark}, class => "$day $session"};
}
for my $e (values %ticked) {
    next unless $e->{p}{state} eq 'done' || $e->{p}{state} eq 'corrected';
    push @facts, {what => 'homework_done', day => $item{$e->{p}{homework}}{due},
        home => $e->{home}, child => $e->{child}};
}
for my $e (@events) {
    push @facts, {what => 'lessons', day => $e->{day}, home => $e->{home}, child => $e->{child},
        right => $e->{p}{right}} if $e->{kind} eq 'safety_lesson';
    next unless $e->{kind} eq 'mood';
    my $c = $check{$e->{cause}};
    next if $c && ($c->{kind} eq 'none' || $c->{child} != $e->{child});
    push @facts, {what => 'mood', day => $e->{day}, home => $e->{home}, child => $e->{child},
        value => $e->{p}{value}};
}

# Volunteers' stays, by time.
my @stays;
for my $e (@events) {
    next unless $e->{kind} eq 'staff_in' && $role{$e->{staff}} eq 'volunteer';
    my ($out) = grep { $_->{kind} eq 'staff_out' && $_->{cause} eq $e->{id} } @events;
    push @stays, {day => $e->{day}, home => $e->{home}, staff => $e->{staff}, in => $e->{time},
        out => $out ? $out->{time} : 0, seq => $e->{seq}};
}
@stays = sort { $a->{in} <=> $b->{in} || $a->{seq} <=> $b->{seq} } @stays;

# The row of a fact: key and label.
sub row_of {
    my ($group, $f) = @_;
    my $d = $f->{day};
    return "0\t" if $group eq 'all';
    return "$d\t" . dashed($d) if $group eq 'day';
    return monday($d) . "\t" . iso_week($d) if $group eq 'week';
    return int($d / 100) . "\t" . substr(dashed($d), 0, 7) if $group eq 'month';
    return "$f->{home}\t$home{$f->{home}}{name}" if $group eq 'home';
    return "0\t$home{$f->{home}}{village}" if $group eq 'village';
    return "0\t$title{$f->{class}}[1]" if $group eq 'class';
    my $c = $child{$f->{child}} or return;
    return "$c->{id}\t$c->{no}" if $group eq 'child';
    return "0\t$c->{grade}" if $group eq 'grade';
    my $age = age($c->{born}, $d);
    return "$age\t" . ($age < 0 ? '' : $age);
}

sub between { my ($from, $until) = @_; my @d; for (my $d = $from; $d <= $until; $d = moved($d, 1)) { push @d, $d } @d }

# On how many days of the range was a Home of the row open?
sub open_days {
    my ($ask, $row) = @_;
    my ($key, $label) = split /\t/, $row, -1;
    my @homes = grep { !$ask->{home} || $_ == $ask->{home} } keys %home;
    @homes = grep { $_ == $key } @homes if $ask->{group} eq 'home';
    @homes = grep { $home{$_}{village} eq $label } @homes if $ask->{group} eq 'village';
    @homes = grep { $_ == $child{$key}{home} } @homes if $ask->{group} eq 'child';
    my $n = 0;
    for my $d (between($ask->{from}, $ask->{until})) {
        next if $ask->{group} =~ /^(day|week|month)$/ && row_of($ask->{group}, {day => $d}) ne $row;
        $n++ if grep { $open{$_}{$d} } @homes;
    }
    return $n;
}

sub is_open_between {
    my ($home, $from, $until) = @_;
    return grep { $_ > $from && $_ < $until } keys %{$open{$home}};
}

sub longest_run {
    my @list = @_; # days of one child in one row
    my %home_on;
    for my $d (sort { $a->{first} <=> $b->{first} || $a->{home} <=> $b->{home} } @list) {
        $home_on{$d->{day}} //= $d->{home};
    }
    my ($best, $run, $last) = (0, 0);
    for my $day (sort { $a <=> $b } keys %home_on) {
        $run = defined $last && !is_open_between($home_on{$last}, $last, $day) ? $run + 1 : 1;
        $best = $run if $run > $best;
        $last = $day;
    }
    return $best;
}

sub most_at_once {
    my @list = @_;
    my $best = 0;
    my %by_day;
    push @{$by_day{$_->{day}}}, @{$_->{stays}} for @list;
    for my $stays (values %by_day) {
        for my $moment (map { $_->[0] } @$stays) {
            my $n = grep { $_->[0] <= $moment && $moment < $_->[1] } @$stays;
            $best = $n if $n > $best;
        }
    }
    return $best;
}

sub count_of { my %seen = map { $_ => 1 } @_; scalar keys %seen }

sub minutes_of {
    my $total = 0;
    my %reached;
    my ($apart, $row, $group, @list) = @_;
    for my $s (@list) {
        my $who = $apart ? "$s->{staff} $s->{home}" : $s->{staff};
        next unless $s->{out};
        my $from = $s->{in};
        $from = $reached{$who} if defined $reached{$who} && $reached{$who} > $from;
        next if $s->{out} <= $from;
        $reached{$who} = $s->{out};
        $total += int(($s->{out} - $from) / 60000) if row_of($group, $s) eq $row;
    }
    return $total;
}

sub is_for {
    my ($item, $c) = @_;
    return $item->{child} ? $item->{child} == $c->{id}
        : $item->{school} eq $c->{school} && $item->{grade} eq $c->{grade};
}

sub figures_of {
    my ($ask, $row, $att, $facts, $set, $worked) = @_;
    my %f = map { $_ => 0 } @FIGURES;
    my $group = $ask->{group};
    $f{children} = count_of(map { $_->{child} } @$att);
    $f{days} = count_of(map { "$_->{child} $_->{day}" } @$att);
    $f{sessions} += $_->{came} for @$att;
    $f{minutes} += $_->{minutes} for @$att;
    $f{assumed} += $_->{assumed} for @$att;
    $f{corrected} += $_->{corrected} for @$att;
    my %by_child;
    push @{$by_child{$_->{child}}}, $_ for @$att;
    for my $list (values %by_child) {
        my $run = longest_run(@$list);
        $f{streak} = $run if $run > $f{streak};
    }
    $f{first_time} = count_of(map { $_->{child} } grep { $_->{day} == $first{$_->{child}} } @$att);
    $f{peak} = most_at_once(@$att);
    $f{open_days} = open_days($ask, $row) unless $group eq 'class';
    $f{average} = int((20 * $f{days} + $f{open_days}) / (2 * $f{open_days})) if $f{open_days};
    my @marks = grep { $_->{what} eq 'mark' } @$facts;
    $f{classes} = count_of(map { $_->{class} } @marks);
    $f{in_class} = @marks;
    $f{took_part} = grep { $_->{mark} eq 'took_part' || $_->{mark} eq 'star' } @marks;
    $f{stars} = grep { $_->{mark} eq 'star' } @marks;
    $f{children} = count_of(map { $_->{child} } @marks) if $group eq 'class';
    $f{homework_set} = @$set;
    $f{homework_done} = grep { $_->{what} eq 'homework_done' } @$facts;
    $f{lessons} = grep { $_->{what} eq 'lessons' } @$facts;
    $f{lessons_right} = grep { $_->{what} eq 'lessons' && $_->{right} } @$facts;
    my @moods = grep { $_->{what} eq 'mood' } @$facts;
    $f{"mood_$_->{value}"}++ for @moods;
    my $answered = count_of(map { $_->{child} } @moods);
    $f{volunteers} = count_of(map { $_->{staff} } grep { row_of($group, $_) eq $row } @$worked)
        unless $group =~ /^(child|age|grade|class)$/;
    $f{volunteer_minutes} = minutes_of(scalar($group =~ /^(home|village)$/), $row, $group, @$worked)
        unless $group =~ /^(child|age|grade|class)$/;

    my $narrow = $ask->{child} || $ask->{grade} ne '';
    my $person = $group =~ /^(child|age|grade|class)$/;
    my @unknown;
    push @unknown, @MOODS if $narrow || $person || ($answered > 0 && $answered < 5);
    push @unknown, @VOLUNTEERS if $narrow || $person;
    push @unknown, qw(streak average open_days) if $group eq 'day';
    push @unknown, qw(children average peak classes) if $group eq 'child';
    push @unknown, 'homework_set' if $group eq 'age';
    push @unknown, grep { !/^(children|classes|in_class|took_part|stars)$/ } @FIGURES
        if $group eq 'class';
    $f{$_} = -1 for @unknown;
    return map { "$_=$f{$_}" } @FIGURES;
}

sub answer {
    my $ask = shift;
    my $group = $ask->{group};
    my $asked = sub {
        my $f = shift;
        return $f->{day} >= $ask->{from} && $f->{day} <= $ask->{until}
            && (!$ask->{home} || $f->{home} == $ask->{home})
            && (!$ask->{child} || $f->{child} == $ask->{child})
            && ($ask->{grade} eq '' || $child{$f->{child}}{grade} eq $ask->{grade});
    };
    my (%att, %fact, %set, %rows);
    unless ($group eq 'class') {
        push @{$att{row_of($group, $_)}}, $_ for grep { $asked->($_) } @days;
    }
    for my $f (grep { $asked->($_) } @facts) {
        next if $group eq 'class' && $f->{what} ne 'mark';
        my $row = row_of($group, $f);
        push @{$fact{$row}}, $f;
    }
    if ($group !~ /^(age|class)$/) {
        for my $item (grep { $_->{due} >= $ask->{from} && $_->{due} <= $ask->{until} } @items) {
            my %in;
            for my $c (values %child) {
                next unless is_for($item, $c);
                next if $ask->{home} && $c->{home} != $ask->{home};
                next if $ask->{child} && $c->{id} != $ask->{child};
                next if $ask->{grade} ne '' && $c->{grade} ne $ask->{grade};
                $in{row_of($group, {day => $item->{due}, home => $c->{home}, child => $c->{id}})} = 1;
            }
            push @{$set{$_}}, $item for keys %in;
        }
    }
    my @worked = grep { $_->{day} >= $ask->{from} && $_->{day} <= $ask->{until}
            && (!$ask->{home} || $_->{home} == $ask->{home}) } @stays;
    @worked = () if $ask->{child} || $ask->{grade} ne '' || $group =~ /^(child|age|grade|class)$/;
    my $narrow = $ask->{child} || $ask->{grade} ne '';
    for my $row (keys %fact) { # moods alone, where they are not told, make no row
        my @told = grep { $_->{what} ne 'mood' || !($narrow || $group =~ /^(child|age|grade)$/) }
            @{$fact{$row}};
        $rows{$row} = 1 if @told;
    }
    $rows{$_} = 1 for keys %att, keys %set, map { row_of($group, $_) } @worked;
    $rows{"0\t"} = 1 if $group eq 'all';
    for my $row (keys %rows) {
        print join("\t", $ask->{number}, $row, figures_of($ask, $row, $att{$row} // [],
            $fact{$row} // [], $set{$row} // [], \@worked)), "\n";
    }
}

open my $in, '<', $asks or die "$asks: $!";
while (<$in>) {
    chomp;
    my %ask;
    @ask{qw(number from until home group child grade)} = split /\t/, $_, -1;
    answer(\%ask);
}
