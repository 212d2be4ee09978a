//! Calendar days, as records and configuration files write them.

use std::fmt;

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day of that number in that month, which is from 1 to 12; nothing where the calendar has no such day.
    ///
    /// ```
    /// use malaprop::text::Date;
    /// assert!(Date::new(2024, 2, 29).is_some() && Date::new(2023, 2, 29).is_none() && Date::new(1900, 2, 29).is_none());
    /// ```
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        (1..=days).contains(&day).then_some(Self { year, month, day })
    }

    /// Reads `2019-02-01`; a time of day after it, parted by `T` or a space, is passed over.
    ///
    /// ```
    /// use malaprop::text::Date;
    /// assert_eq!(Date::parse("2019-02-01T09:30:00Z"), Date::new(2019, 2, 1));
    /// assert_eq!(Date::parse("1 February 2019"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let day = text.trim().split(['T', ' ']).next()?;
        let mut numbers = day.split('-');
        let mut number = |digits: usize| {
            let number = numbers.next().filter(|n| n.len() == digits && n.bytes().all(|b| b.is_ascii_digit()))?;
            number.parse::<u16>().ok()
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        if numbers.next().is_some() {
            return None;
        }
        Self::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}
